package com.aegispay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.fraud.RunningFraud.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What payment-service gets when it asks. */
@ExtendWith(SharedFraud.class)
class AssessmentTest {

  private final String merchant = TestIds.next("mer");
  private final RunningFraud fraud;

  AssessmentTest(RunningFraud fraud) {
    this.fraud = fraud;
  }

  @Test
  void an_ordinary_payment_is_approved_with_nothing_found() {
    Answer answer = fraud.assess(PaymentStory.ordinary(merchant));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("decision").asString()).isEqualTo("approve");
    assertThat(answer.at("score").asInt()).isZero();
    assertThat(answer.at("id").asString()).startsWith("ras_");
    assertThat(answer.codes()).isEmpty();
  }

  @Test
  void a_payment_without_a_customer_is_assessed_as_well() {
    Answer answer = fraud.assess(PaymentStory.ordinary(merchant).anonymous());
    assertThat(answer.at("decision").asString()).isEqualTo("approve");
  }

  @Test
  void the_sandbox_card_of_the_highest_risk_is_declined_and_said_so_in_one_event() {
    PaymentStory payment = PaymentStory.ordinary(merchant).card("fp_h", "41000000", "0019");
    Answer answer = fraud.assess(payment);
    assertThat(answer.at("decision").asString()).isEqualTo("decline");
    assertThat(answer.at("score").asInt()).isEqualTo(100);
    assertThat(answer.codes()).containsExactly("highest_risk_sandbox_card");
    List<JsonNode> events = fraud.events(payment.payment());
    assertThat(events).extracting(e -> e.path("type").asString()).containsExactly("fraud.assessed");
    assertThat(events.getFirst().path("sequence").asInt()).isEqualTo(1);
    assertThat(events.getFirst().at("/data/assessment").asString())
        .isEqualTo(answer.at("id").asString());
  }

  @Test
  void the_sandbox_card_of_elevated_risk_opens_a_review() {
    PaymentStory payment = PaymentStory.ordinary(merchant).card("fp_e", "40000000", "9235");
    assertThat(fraud.assess(payment).at("decision").asString()).isEqualTo("review");
    List<JsonNode> events = fraud.events(payment.payment());
    assertThat(events)
        .extracting(e -> e.path("type").asString() + " " + e.path("sequence").asInt())
        .containsExactly("fraud.assessed 1", "review.opened 2");
    assertThat(events.get(1).at("/object/id").asString()).startsWith("rev_");
  }

  @Test
  void a_live_card_of_the_same_digits_is_no_sandbox_card() {
    PaymentStory payment = PaymentStory.ordinary(merchant).card("fp_l", "41000000", "0019").live();
    assertThat(fraud.assess(payment).at("decision").asString()).isEqualTo("approve");
  }

  @Test
  void the_same_payment_gets_the_same_answer_and_is_told_once() {
    PaymentStory payment = PaymentStory.ordinary(merchant);
    Answer first = fraud.assess(payment);
    Answer second = fraud.assess(payment.card("fp_h", "41000000", "0019"));
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(fraud.events(payment.payment())).hasSize(1);
  }

  @Test
  void the_same_payment_asked_by_many_at_once_gets_one_answer() throws Exception {
    PaymentStory payment = PaymentStory.ordinary(merchant).card("fp_m", "40000000", "9235");
    Callable<String> ask = () -> fraud.assess(payment).text();
    Set<String> answers = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(java.util.Collections.nCopies(16, ask))) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).hasSize(1);
    assertThat(fraud.events(payment.payment())).hasSize(2);
    assertThat(
            fraud
                .jdbc()
                .sql("select count(*) from reviews where payment = ?")
                .param(payment.payment())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void a_card_that_pays_again_and_again_is_noticed() {
    PaymentStory payment = PaymentStory.ordinary(merchant).anonymous();
    for (int i = 0; i < 5; i++) {
      assertThat(fraud.assess(payment.again()).codes()).isEmpty();
    }
    Answer sixth = fraud.assess(payment.again());
    assertThat(sixth.codes()).containsExactly("card_velocity");
    assertThat(sixth.at("score").asInt()).isEqualTo(20);
  }

  @Test
  void a_customer_who_tries_card_after_card_is_reviewed() {
    PaymentStory payment = PaymentStory.ordinary(merchant);
    for (int i = 0; i < 5; i++) {
      var _ = fraud.assess(payment.again().card("fp_" + merchant + i, "45320151", "1234"));
    }
    Answer sixth = fraud.assess(payment.again());
    assertThat(sixth.codes()).contains("many_cards_per_customer", "many_cards_per_ip");
    assertThat(sixth.at("decision").asString()).isEqualTo("review");
  }

  @Test
  void one_merchants_velocity_is_not_anothers() {
    PaymentStory here = PaymentStory.ordinary(merchant).anonymous();
    for (int i = 0; i < 6; i++) {
      var _ = fraud.assess(here.again());
    }
    PaymentStory there =
        PaymentStory.ordinary(TestIds.next("mer"))
            .anonymous()
            .card(here.fingerprint(), here.bin(), here.last4());
    assertThat(fraud.assess(there).codes()).isEmpty();
  }

  @Test
  void what_is_malformed_is_refused_and_only_the_platform_may_ask() {
    PaymentStory payment = PaymentStory.ordinary(merchant);
    assertThat(fraud.assess(payment.amount(0)).status()).isEqualTo(400);
    assertThat(fraud.assess(payment.card("fp", "4111111111111111", "1111")).at("param").asString())
        .isEqualTo("card.bin");
    assertThat(
            fraud
                .post(fraud.key(merchant, false), "/internal/v1/fraud/assessments", payment.json())
                .status())
        .isEqualTo(403);
  }
}
