package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private static final String GOOD = "4242424242424242";
  private final Merchant merchant = Served.newMerchant();

  @Test
  void theFirstAnswerIsRepeatedByteForByte() {
    Answer first = merchant.post("/v1/payments", Served.order(GOOD), "Idempotency-Key", "k1");
    String spaced = Served.order(GOOD).replace(",", " , ");
    Answer again = merchant.post("/v1/payments", spaced, "Idempotency-Key", "k1");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(merchant.payments()).isEqualTo(1);
  }

  @Test
  void aDeclineIsRepeatedToo() {
    String order = Served.order("4000000000000002");
    Answer first = merchant.post("/v1/payments", order, "Idempotency-Key", "k2");
    Answer again = merchant.post("/v1/payments", order, "Idempotency-Key", "k2");
    assertThat(again.status()).isEqualTo(402);
    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void theKeyOfAnotherRequestIsRefused() {
    assertThat(merchant.post("/v1/payments", Served.order(GOOD), "Idempotency-Key", "k3").status())
        .isEqualTo(201);
    String other = Served.order(GOOD).replace("1000", "1001");
    Answer reused = merchant.post("/v1/payments", other, "Idempotency-Key", "k3");
    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.text("/code")).isEqualTo("idempotency_key_reused");
    assertThat(merchant.payments()).isEqualTo(1);
  }

  @Test
  void ofManyAtOnceOnePays() throws Exception {
    Callable<Answer> pay =
        () -> merchant.post("/v1/payments", Served.order(GOOD), "Idempotency-Key", "k4");
    List<Answer> answers;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> all =
          threads.invokeAll(IntStream.range(0, 12).mapToObj(i -> pay).toList());
      answers = all.stream().map(Future::resultNow).toList();
    }
    assertThat(answers).extracting(Answer::status).containsOnly(201, 409).contains(201);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .allSatisfy(
            answer -> {
              assertThat(answer.text("/code")).isEqualTo("idempotency_key_in_use");
              assertThat(answer.header("Retry-After")).isNotNull();
            });
    assertThat(merchant.payments()).isEqualTo(1);
  }

  @Test
  void ofManyRefundsOfTheWholeAtOnceOneIsCarriedOut() throws Exception {
    String path = "/v1/payments/" + merchant.pay(Served.order(GOOD)).text("/id");
    Callable<Answer> refund = () -> merchant.change(path + "/refunds", "{}");
    List<Answer> answers;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> all =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> refund).toList());
      answers = all.stream().map(Future::resultNow).toList();
    }
    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(7);
    assertThat(merchant.get(path).body().at("/amount_refunded").asLong()).isEqualTo(1000);
  }

  @Test
  void aRefusalLeavesTheKeyFree() {
    String bad = Served.order(GOOD).replace("1000", "-5");
    assertThat(merchant.post("/v1/payments", bad, "Idempotency-Key", "k5").status()).isEqualTo(400);
    assertThat(merchant.post("/v1/payments", Served.order(GOOD), "Idempotency-Key", "k5").status())
        .isEqualTo(201);
  }

  @Test
  void aRefundIsRepeatedAndNotDoubled() {
    String id = merchant.pay(Served.order(GOOD)).text("/id");
    String path = "/v1/payments/" + id + "/refunds";
    Answer first = merchant.post(path, "{\"amount\": 300}", "Idempotency-Key", "k6");
    Answer again = merchant.post(path, "{\"amount\": 300}", "Idempotency-Key", "k6");
    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(merchant.get("/v1/payments/" + id).body().at("/amount_refunded").asLong())
        .isEqualTo(300);
  }
}
