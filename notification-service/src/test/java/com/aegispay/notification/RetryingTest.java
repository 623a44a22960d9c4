package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.notification.Receiver.Call;
import com.aegispay.notification.Receiver.Reply;
import com.aegispay.notification.webhook.Attempt;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.notification.webhook.Delivery.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an endpoint does not say 2xx. */
class RetryingTest {

  private final Notifications service = Notifications.get();
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void a_failed_webhook_is_sent_again_with_the_same_id_and_bytes_at_a_new_time() throws Exception {
    receiver.answering(call -> Reply.of(receiver.calls().size() < 3 ? 500 : 204));
    var merchant = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(merchant, "payment.captured");

    attempted(merchant, 1);
    service.clock.advance(Duration.ofSeconds(6));
    attempted(merchant, 2);
    service.clock.advance(Duration.ofSeconds(331));
    attempted(merchant, 3);

    Delivery delivery = service.ended(merchant);
    assertThat(delivery.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(delivery.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(delivery.attempts()).extracting(Attempt::statusCode).containsExactly(500, 500, 204);
    assertThat(receiver.calls()).extracting(Call::id).containsOnly(delivery.eventId());
    assertThat(receiver.calls()).extracting(Call::body).containsOnly(first().body());
    assertThat(receiver.calls())
        .extracting(call -> call.header("webhook-timestamp"))
        .doesNotHaveDuplicates();
    for (Call call : receiver.calls()) {
      long timestamp = Long.parseLong(call.header("webhook-timestamp"));
      assertThat(call.header("webhook-signature"))
          .isEqualTo(
              new com.standardwebhooks.Webhook(Notifications.SECRET)
                  .sign(call.id(), timestamp, call.body()));
    }
  }

  @Test
  void after_ten_attempts_a_delivery_has_failed() {
    receiver.answering(_ -> new Reply(500, Map.of(), "no \0 thanks"));
    var merchant = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(merchant, "payment.captured");

    for (int attempt = 1; attempt <= 10; attempt++) {
      attempted(merchant, attempt);
      await()
          .until(
              () -> !service.deliveries(merchant).getFirst().isBeingSent(service.clock.instant()));
      service.clock.advance(Duration.ofHours(27));
    }

    Delivery delivery = service.ended(merchant);
    assertThat(delivery.status()).isEqualTo(Status.FAILED);
    assertThat(delivery.attempts()).hasSize(10);
    assertThat(delivery.attempts().getLast().response()).isEqualTo("no  thanks");
    assertThat(receiver.calls()).hasSize(10);
  }

  @Test
  void who_is_gone_gets_nothing_more_until_it_is_disabled_and_enabled() {
    receiver.answering(410);
    var merchant = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(merchant, "payment.captured");
    assertThat(service.ended(merchant).status()).isEqualTo(Status.FAILED);

    var _ = service.paymentEvent(merchant, "payment.captured");
    assertThat(service.deliveries(merchant)).hasSize(1);

    receiver.answering(200);
    for (String status : List.of("disabled", "enabled")) {
      changed(merchant, receiver.url(), status, Notifications.SECRET);
    }
    var _ = service.paymentEvent(merchant, "payment.captured");
    assertThat(service.ended(merchant).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void who_is_gone_stays_so_with_a_new_secret_and_comes_back_at_another_url() {
    receiver.answering(410);
    var merchant = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(merchant, "payment.captured");
    assertThat(service.ended(merchant).status()).isEqualTo(Status.FAILED);
    receiver.answering(200);

    changed(merchant, receiver.url(), "enabled", Notifications.OTHER_SECRET);
    var _ = service.paymentEvent(merchant, "payment.captured");
    assertThat(service.deliveries(merchant)).hasSize(1);

    changed(merchant, receiver.url() + "/again", "enabled", Notifications.OTHER_SECRET);
    var _ = service.paymentEvent(merchant, "payment.captured");
    assertThat(service.ended(merchant).status()).isEqualTo(Status.SUCCEEDED);
  }

  private void changed(Notifications.Merchant merchant, String url, String status, String secret) {
    service.endpointChanged(
        merchant,
        "webhook_endpoint.updated",
        url,
        status,
        List.of("*"),
        Map.of(secret, Instant.MAX));
  }

  @Test
  void what_waits_for_an_endpoint_that_closes_is_cancelled_when_it_is_due() {
    receiver.answering(500);
    var merchant = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(merchant, "payment.captured");
    attempted(merchant, 1);
    service.endpointChanged(
        merchant, "webhook_endpoint.updated", receiver.url(), "disabled", List.of("*"));

    service.clock.advance(Duration.ofSeconds(6));

    Delivery delivery = service.ended(merchant);
    assertThat(delivery.status()).isEqualTo(Status.CANCELLED);
    assertThat(receiver.calls()).hasSize(1);
  }

  @Test
  void retry_after_is_honoured() {
    receiver.answering(_ -> Reply.of(503, "Retry-After", "3600"));
    var merchant = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(merchant, "payment.captured");

    Delivery delivery = waiting(merchant);
    assertThat(Duration.between(delivery.createdAt(), delivery.dueAt()))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
  }

  @Test
  void a_redirect_is_a_failure_and_not_followed() {
    try (var elsewhere = new Receiver()) {
      receiver.answering(_ -> Reply.of(302, "Location", elsewhere.url()));
      var merchant = service.merchant(receiver.url(), "*");
      var _ = service.paymentEvent(merchant, "payment.captured");

      Delivery delivery = waiting(merchant);
      assertThat(delivery.attempts())
          .singleElement()
          .satisfies(attempt -> assertThat(attempt.statusCode()).isEqualTo(302));
      assertThat(elsewhere.calls()).isEmpty();
    }
  }

  @Test
  void an_endpoint_whose_secret_does_not_open_is_not_called_unsigned() {
    var merchant = service.merchant(receiver.url(), "*");
    var _ =
        service.execute(
            "update endpoints set secrets = '[{\"sealed\": \"AAAA\"}]' where endpoint_id = '%s'"
                .formatted(merchant.endpoint()));
    var _ = service.paymentEvent(merchant, "payment.captured");

    Delivery delivery = waiting(merchant);
    assertThat(delivery.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.error()).isEqualTo("secret_unreadable"));
    assertThat(receiver.calls()).isEmpty();
  }

  private Call first() {
    return receiver.calls().getFirst();
  }

  /** Once the newest delivery's attempts are written down. */
  private void attempted(Notifications.Merchant merchant, int times) {
    await().until(() -> service.deliveries(merchant).getFirst().attempts().size() == times);
    assertThat(receiver.calls()).hasSizeGreaterThanOrEqualTo(times);
  }

  private Delivery waiting(Notifications.Merchant merchant) {
    await().until(() -> !service.deliveries(merchant).getFirst().attempts().isEmpty());
    Delivery delivery = service.deliveries(merchant).getFirst();
    assertThat(delivery.status()).isEqualTo(Status.PENDING);
    return delivery;
  }
}
