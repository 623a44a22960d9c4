package com.aegispay.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.fraud.rules.MerchantProfile.Usual;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.store.MerchantProfiles;
import com.aegispay.money.CurrencyCode;
import com.aegispay.starter.http.StrictJson;
import com.aegispay.testkit.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is learnt from the events of the other services, through Kafka. */
@ExtendWith(SharedFraud.class)
class FeedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CurrencyCode EUR = CurrencyCode.of("EUR");

  private final RunningFraud fraud;
  private final MerchantProfiles profiles;
  private final String merchant = TestIds.next("mer");
  private final Scope scope = new Scope(merchant, false);

  FeedTest(RunningFraud fraud) {
    this.fraud = fraud;
    this.profiles = fraud.bean(MerchantProfiles.class);
  }

  @Test
  void the_usual_amount_is_learnt_from_each_approved_payment_once() {
    List<PaymentStory> payments = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      PaymentStory payment = PaymentStory.ordinary(merchant).amount(i % 2 == 0 ? 1000 : 3000);
      payments.add(payment);
      var _ = fraud.assess(payment);
    }
    try (var kafka = producer()) {
      for (PaymentStory payment : payments) {
        send(kafka, payment.payment(), 1, "payment.authorized", "{}");
        send(kafka, payment.payment(), 2, "payment.captured", "{}");
        send(kafka, payment.payment(), 2, "payment.captured", "{}");
      }
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(profiles.read(scope).usual()).containsEntry(EUR, new Usual(20, 2000)));
  }

  @Test
  void a_card_that_fails_and_fails_is_noticed_and_our_own_declines_do_not_count() {
    PaymentStory payment = PaymentStory.ordinary(merchant).anonymous();
    try (var kafka = producer()) {
      for (int i = 0; i < 4; i++) {
        PaymentStory failing = payment.again();
        var _ = fraud.assess(failing);
        send(
            kafka,
            failing.payment(),
            1,
            "payment.failed",
            i == 0 ? "{\"code\": \"payment_blocked\"}" : "{\"code\": \"payment_declined\"}");
      }
      await().atMost(PATIENCE).until(() -> outcomes("failed") == 3);
      assertThat(fraud.assess(payment.again()).codes()).doesNotContain("card_failures");
      PaymentStory fourth = payment.again();
      var _ = fraud.assess(fourth);
      send(kafka, fourth.payment(), 1, "payment.failed", "{\"code\": \"payment_declined\"}");
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(fraud.assess(payment.again()).codes()).contains("card_failures"));
  }

  @Test
  void a_merchants_country_is_learnt_and_payments_that_were_never_assessed_are_left_out() {
    try (var kafka = producer()) {
      send(kafka, TestIds.next("pay"), 1, "payment.captured", "{}");
      send("merchants", kafka, merchant, 1, "merchant.created", "{\"country\": \"FR\"}");
      send("merchants", kafka, merchant, 2, "merchant.updated", "{\"country\": \"AT\"}");
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(profiles.read(scope).country()).isEqualTo("AT"));
    assertThat(fraud.assess(PaymentStory.ordinary(merchant)).codes())
        .containsExactly("country_mismatch");
    assertThat(outcomes("approved")).isZero();
  }

  private long outcomes(String outcome) {
    return fraud
        .jdbc()
        .sql("select count(*) from outcomes where merchant_id = ? and outcome = ?")
        .params(merchant, outcome)
        .query(Long.class)
        .single();
  }

  private KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", TestServers.get().kafkaBootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private void send(
      KafkaProducer<String, String> kafka, String subject, int sequence, String type, String data) {
    send("payments", kafka, subject, sequence, type, data);
  }

  private void send(
      String topic,
      KafkaProducer<String, String> kafka,
      String subject,
      int sequence,
      String type,
      String data) {
    String id = TestIds.next("evt");
    String body =
        """
        {"id": "%s", "type": "%s", "version": 1, "sequence": %d, "subject": "%s", "merchant_id": "%s",
         "livemode": false, "occurred_at": "%s", "data": %s, "object": null, "of_a_newer_version": true}
        """
            .formatted(
                id, type, sequence, subject, merchant, StrictJson.format(Instant.now()), data);
    ProducerRecord<String, String> event = new ProducerRecord<>(topic, subject, body);
    Map.of(
            "id", id,
            "type", type,
            "version", "1",
            "sequence", Integer.toString(sequence),
            "merchant_id", merchant)
        .forEach(
            (name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    var _ = kafka.send(event);
  }
}
