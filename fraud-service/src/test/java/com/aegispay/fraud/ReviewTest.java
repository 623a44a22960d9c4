package com.aegispay.fraud;

import static com.aegispay.fraud.RunningFraud.OPERATOR_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.fraud.RunningFraud.Answer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Payments that somebody has to look at. */
@ExtendWith(SharedFraud.class)
class ReviewTest {

  private final RunningFraud fraud;
  private final String merchant = TestIds.next("mer");
  private final String key;

  ReviewTest(RunningFraud fraud) {
    this.fraud = fraud;
    this.key = fraud.key(merchant, false);
  }

  @Test
  void a_review_is_opened_listed_and_closed_once() {
    PaymentStory payment = elevated();
    var _ = fraud.assess(payment);
    Answer open = fraud.get(key, "/v1/fraud/reviews?status=open");
    assertThat(open.at("data").size()).isEqualTo(1);
    assertThat(open.at("data.0.payment").asString()).isEqualTo(payment.payment());
    String path = "/v1/fraud/reviews/" + open.at("data.0.id").asString();

    Answer closed = fraud.post(key, path + "/close", "{\"decision\": \"approve\"}");
    assertThat(closed.status()).isEqualTo(200);
    assertThat(closed.at("status").asString()).isEqualTo("closed");
    assertThat(closed.at("decision").asString()).isEqualTo("approve");
    assertThat(closed.at("closed_by").asString()).startsWith("key_");
    assertThat(fraud.get(key, path).body()).isEqualTo(closed.body());
    assertThat(fraud.get(key, "/v1/fraud/reviews?status=open").at("data").size()).isZero();

    Answer again = fraud.post(key, path + "/close", "{\"decision\": \"decline\"}");
    assertThat(again.status()).isEqualTo(409);
    List<JsonNode> events = fraud.events(payment.payment());
    assertThat(events)
        .extracting(e -> e.path("type").asString() + " " + e.path("sequence").asInt())
        .containsExactly("fraud.assessed 1", "review.opened 2", "review.closed 3");
    assertThat(events.get(2).path("object")).isEqualTo(closed.body());
  }

  @Test
  void of_many_who_close_at_once_one_does() throws Exception {
    PaymentStory payment = elevated();
    var _ = fraud.assess(payment);
    String id = fraud.get(key, "/v1/fraud/reviews").at("data.0.id").asString();
    Callable<Integer> close =
        () ->
            fraud
                .post(
                    OPERATOR_KEY,
                    "/v1/fraud/reviews/" + id + "/close",
                    "{\"decision\": \"decline\"}")
                .status();
    int closed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(Collections.nCopies(8, close))) {
        assertThat(status.get()).isIn(200, 409);
        closed += status.get() == 200 ? 1 : 0;
      }
    }
    assertThat(closed).isEqualTo(1);
    assertThat(fraud.events(payment.payment())).hasSize(3);
  }

  @Test
  void another_merchant_or_mode_sees_nothing_of_it_and_an_operator_does() {
    PaymentStory payment = elevated();
    var _ = fraud.assess(payment);
    String id = fraud.get(key, "/v1/fraud/reviews").at("data.0.id").asString();
    String assessment = "/v1/fraud/assessments/" + payment.payment();
    for (String stranger :
        List.of(fraud.key(TestIds.next("mer"), false), fraud.key(merchant, true))) {
      assertThat(fraud.get(stranger, "/v1/fraud/reviews").at("data").size()).isZero();
      assertThat(fraud.get(stranger, "/v1/fraud/reviews/" + id).status()).isEqualTo(404);
      assertThat(
              fraud
                  .post(
                      stranger, "/v1/fraud/reviews/" + id + "/close", "{\"decision\": \"approve\"}")
                  .status())
          .isEqualTo(404);
      assertThat(fraud.get(stranger, assessment).status()).isEqualTo(404);
    }
    assertThat(fraud.get(OPERATOR_KEY, "/v1/fraud/reviews?merchant=" + merchant).at("data.0.id"))
        .hasToString("\"" + id + "\"");
    assertThat(fraud.get(OPERATOR_KEY, assessment + "?merchant=" + merchant).at("score").asInt())
        .isEqualTo(50);
    assertThat(fraud.get(OPERATOR_KEY, assessment).at("code").asString())
        .isEqualTo("parameter_missing");
  }

  @Test
  void an_assessment_can_be_read_with_its_reasons() {
    PaymentStory payment = elevated();
    Answer answered = fraud.assess(payment);
    Answer read = fraud.get(key, "/v1/fraud/assessments/" + payment.payment());
    assertThat(read.at("id")).isEqualTo(answered.at("id"));
    assertThat(read.at("reasons")).isEqualTo(answered.at("reasons"));
    assertThat(read.at("object").asString()).isEqualTo("fraud_assessment");
  }

  private PaymentStory elevated() {
    return PaymentStory.ordinary(merchant).card("fp_elevated", "40000000", "9235");
  }
}
