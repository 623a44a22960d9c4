package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.outbox.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Through Kafka, as the relay writes it. */
class FeedTest {

  private final Notifications service = Notifications.get();

  @Test
  void an_endpoint_and_then_a_payment_on_their_topics_make_a_webhook() {
    try (var receiver = new Receiver();
        var kafka = producer()) {
      var merchant = new Notifications.Merchant(service.id("mer"), service.id("we"));
      send(
          kafka,
          service.endpointEvent(
              merchant,
              "webhook_endpoint.created",
              receiver.url(),
              "enabled",
              List.of("payment.captured"),
              Map.of(Notifications.SECRET, Instant.MAX)));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  service
                      .bean(Endpoints.class)
                      .find(merchant.id(), false, merchant.endpoint())
                      .isPresent());

      ReceivedEvent event = service.payment(merchant, "payment.captured", false);
      send(kafka, event);

      await().until(() -> receiver.calls().size() == 1);
      assertThat(receiver.calls().getFirst().id()).isEqualTo(event.id());
      assertThat(service.ended(merchant).status()).isEqualTo(Delivery.Status.SUCCEEDED);
    }
  }

  private static void send(KafkaProducer<String, String> kafka, ReceivedEvent event) {
    var message = new ProducerRecord<>(event.topic(), event.subject(), event.body());
    Map.of(
            "id", event.id(),
            "type", event.type(),
            "version", String.valueOf(event.version()),
            "sequence", String.valueOf(event.sequence()),
            "merchant_id", event.merchantId())
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    var _ = kafka.send(message);
  }

  private KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", service.database.servers().kafkaBootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }
}
