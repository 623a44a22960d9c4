package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.aegispay.notification.Receiver.Call;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.outbox.ReceivedEvent;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** From an event to a webhook that a merchant can trust. */
class DeliveringTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Notifications service = Notifications.get();
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void an_event_arrives_signed_in_the_shape_of_the_contract_and_is_logged() {
    var merchant = service.merchant(receiver.url(), "payment.captured");

    ReceivedEvent event = service.paymentEvent(merchant, "payment.captured");

    Delivery delivery = service.ended(merchant);
    Call call = receiver.calls().getFirst();
    assertThatCode(() -> new Webhook(Notifications.SECRET).verify(call.body(), call.headers()))
        .doesNotThrowAnyException();
    assertThat(call.id()).isEqualTo(event.id());
    assertThat(call.header("content-type")).startsWith("application/json");
    assertThat(JSON.readTree(call.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"id": "%s", "type": "payment.captured", "timestamp": "2026-01-01T12:00:00.000Z",
                 "api_version": "v1", "sequence": 1, "livemode": false,
                 "data": {"object": {"id": "%s", "object": "payment", "amount": 9999}}}
                """
                    .formatted(event.id(), event.subject())));
    assertThat(delivery.status()).isEqualTo(Delivery.Status.SUCCEEDED);
    assertThat(delivery.eventId()).isEqualTo(event.id());
    assertThat(delivery.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.statusCode()).isEqualTo(200));
  }

  @Test
  void the_body_of_an_event_is_read_only_where_somebody_listens() {
    var listening = service.merchant(receiver.url(), "*");
    var silent = new Notifications.Merchant(service.id("mer"), service.id("we"));

    assertThatCode(() -> service.receiveBesidesTheInbox(unreadable(silent)))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> service.receiveBesidesTheInbox(unreadable(listening)));
  }

  @Test
  void an_event_that_comes_twice_is_delivered_once() {
    var merchant = service.merchant(receiver.url(), "*");
    ReceivedEvent event = service.paymentEvent(merchant, "payment.captured");
    service.receive(event);
    service.receiveBesidesTheInbox(event);

    Delivery _ = service.ended(merchant);

    assertThat(service.deliveries(merchant)).hasSize(1);
    assertThat(receiver.calls()).hasSize(1);
  }

  @Test
  void an_endpoint_gets_the_types_it_subscribes_to_in_its_mode_and_nothing_else() {
    var merchant = service.merchant(receiver.url(), "payment.failed", "payment.captured");
    var stranger = service.merchant("http://127.0.0.1:9/", "*");

    service.receive(service.payment(stranger, "payment.captured", false));
    service.receive(service.payment(merchant, "payment.authorized", false));
    service.receive(service.payment(merchant, "payment.captured", true));
    ReceivedEvent wanted = service.paymentEvent(merchant, "payment.captured");

    await().until(() -> !receiver.calls().isEmpty());
    assertThat(service.deliveries(merchant))
        .extracting(Delivery::eventId)
        .containsExactly(wanted.id());
  }

  @Test
  void a_star_gets_every_type_with_an_object_and_none_without() {
    var merchant = service.merchant(receiver.url(), "*");
    ReceivedEvent unnamed = service.paymentEvent(merchant, "payment.capture_pending");
    String payment = service.id("pay");
    service.receive(
        service.event(
            new Notifications.Fact("fraud", payment, "fraud.assessed", merchant.id(), 1, false),
            JsonNodeFactory.instance.objectNode(),
            null));

    await().until(() -> !receiver.calls().isEmpty());
    assertThat(service.deliveries(merchant))
        .extracting(Delivery::eventId)
        .containsExactly(unnamed.id());
  }

  @Test
  void each_endpoint_of_a_merchant_gets_its_own_delivery_of_the_same_bytes() {
    try (var second = new Receiver()) {
      var merchant = service.merchant(receiver.url(), "*");
      var other = new Notifications.Merchant(merchant.id(), service.id("we"));
      service.endpointChanged(
          other, "webhook_endpoint.created", second.url(), "enabled", List.of("*"));

      var _ = service.paymentEvent(merchant, "payment.captured");

      await().until(() -> receiver.calls().size() + second.calls().size() == 2);
      assertThat(receiver.calls().getFirst().body()).isEqualTo(second.calls().getFirst().body());
    }
  }

  @Test
  void while_a_secret_rotates_both_verify_and_after_it_only_the_new_one() throws Exception {
    var merchant = service.merchant(receiver.url(), "*");
    Map<String, Instant> secrets = new LinkedHashMap<>();
    secrets.put(Notifications.OTHER_SECRET, Instant.MAX);
    secrets.put(Notifications.SECRET, service.clock.instant().plus(Duration.ofSeconds(30)));
    service.endpointChanged(
        merchant, "webhook_endpoint.updated", receiver.url(), "enabled", List.of("*"), secrets);

    var _ = service.paymentEvent(merchant, "payment.captured");
    await().until(() -> receiver.calls().size() == 1);
    Call during = receiver.calls().getFirst();
    assertThat(during.header("webhook-signature").split(" ")).hasSize(2);
    assertThat(signatures(during))
        .contains(signature(Notifications.SECRET, during))
        .contains(signature(Notifications.OTHER_SECRET, during));

    service.clock.advance(Duration.ofSeconds(31));
    var _ = service.paymentEvent(merchant, "payment.captured");
    await().until(() -> receiver.calls().size() == 2);
    Call after = receiver.calls().getLast();
    assertThat(signatures(after)).containsExactly(signature(Notifications.OTHER_SECRET, after));
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> new Webhook(Notifications.SECRET).verify(after.body(), after.headers()));
  }

  @Test
  void a_disabled_or_deleted_endpoint_gets_nothing() {
    var disabled = service.merchant(receiver.url(), "*");
    service.endpointChanged(
        disabled, "webhook_endpoint.updated", receiver.url(), "disabled", List.of("*"));
    var deleted = service.merchant(receiver.url(), "*");
    service.endpointChanged(
        deleted, "webhook_endpoint.deleted", receiver.url(), "enabled", List.of("*"));

    var _ = service.paymentEvent(disabled, "payment.captured");
    var _ = service.paymentEvent(deleted, "payment.captured");

    assertThat(service.deliveries(disabled)).isEmpty();
    assertThat(service.deliveries(deleted)).isEmpty();
  }

  private static List<String> signatures(Call call) {
    return List.of(call.header("webhook-signature").split(" "));
  }

  private static String signature(String secret, Call call) throws Exception {
    return new Webhook(secret)
        .sign(call.id(), Long.parseLong(call.header("webhook-timestamp")), call.body());
  }

  private ReceivedEvent unreadable(Notifications.Merchant merchant) {
    ReceivedEvent event = service.payment(merchant, "payment.captured", false);
    return new ReceivedEvent(
        event.topic(),
        event.partition(),
        event.offset(),
        event.subject(),
        event.id(),
        event.type(),
        event.version(),
        event.sequence(),
        event.merchantId(),
        "no JSON",
        null);
  }
}
