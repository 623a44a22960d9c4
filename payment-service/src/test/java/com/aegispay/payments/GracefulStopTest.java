package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A stopping instance says so first, finishes what is in flight, and leaves no payment behind. */
class GracefulStopTest {

  private static final String SILENT_BUT_APPROVED = "4000000000110009";

  private final Merchant merchant = Served.newMerchant();

  @Test
  void aPaymentInFlightIsAnsweredAndItsDoubtIsSettledByAnother() throws Exception {
    var instance =
        Served.start(Map.of("aegispay.shutdown.announced", "2s", "aegispay.doubt.every", "1h"));
    String key = UUID.randomUUID().toString();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var paying =
          threads.submit(
              () ->
                  Served.callAt(
                      instance,
                      "POST",
                      "/v1/payments",
                      merchant.key(),
                      Served.order(SILENT_BUT_APPROVED),
                      "Idempotency-Key",
                      key));
      await().until(() -> openAttempts() == 1);
      var stopping = threads.submit(instance::close);

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          Served.callAt(instance, "GET", "/actuator/health/readiness", null, null)
                              .status())
                      .isEqualTo(503));
      Answer late = Served.callAt(instance, "GET", "/v1/payments", merchant.key(), null);
      assertThat(late.status()).as("requests are taken until the routers know").isEqualTo(200);

      Answer answer = paying.get();
      assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
      stopping.get();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(merchant.get("/v1/payments/" + answer.text("/id")).text("/status"))
                      .isEqualTo("captured"));
    }
  }

  private long openAttempts() {
    return Served.database()
        .sql("select count(*) from attempts where merchant_id = ? and due_at is not null")
        .param(merchant.id())
        .query(Long.class)
        .single();
  }
}
