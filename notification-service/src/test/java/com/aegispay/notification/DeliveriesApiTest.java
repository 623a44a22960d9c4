package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.starter.access.Credentials;
import com.aegispay.starter.access.KnownKey;
import com.aegispay.starter.access.LocalKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The delivery log through HTTP. */
class DeliveriesApiTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Notifications service = Notifications.get();
  private final Receiver receiver = new Receiver();
  private final Notifications.Merchant merchant = service.merchant(receiver.url(), "*");

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void deliveries_are_listed_newest_first_with_their_attempts() throws Exception {
    receiver.answering(_ -> new Receiver.Reply(500, Map.of(), "out of order"));
    var first = service.paymentEvent(merchant, "payment.authorized");
    await().until(() -> !service.deliveries(merchant).getFirst().attempts().isEmpty());
    var second = service.paymentEvent(merchant, "payment.captured");

    JsonNode page =
        get("/v1/webhook_endpoints/" + merchant.endpoint() + "/deliveries?limit=1", 200);
    assertThat(page.at("/has_more").booleanValue()).isTrue();
    assertThat(page.at("/data/0/event").stringValue()).isEqualTo(second.id());
    String cursor = page.at("/data/0/id").stringValue();
    JsonNode rest =
        get(
            "/v1/webhook_endpoints/" + merchant.endpoint() + "/deliveries?starting_after=" + cursor,
            200);
    assertThat(rest.at("/has_more").booleanValue()).isFalse();
    JsonNode delivery = rest.at("/data/0");
    assertThat(delivery.at("/event").stringValue()).isEqualTo(first.id());
    assertThat(delivery.at("/object").stringValue()).isEqualTo("delivery");
    assertThat(delivery.at("/type").stringValue()).isEqualTo("payment.authorized");
    assertThat(delivery.at("/webhook_endpoint").stringValue()).isEqualTo(merchant.endpoint());
    assertThat(delivery.at("/status").stringValue()).isEqualTo("pending");
    assertThat(delivery.at("/next_attempt_at").isString()).isTrue();
    assertThat(delivery.at("/attempts/0/number").intValue()).isEqualTo(1);
    assertThat(delivery.at("/attempts/0/status_code").intValue()).isEqualTo(500);
    assertThat(delivery.at("/attempts/0/response").stringValue()).isEqualTo("out of order");
    assertThat(get("/v1/deliveries/" + delivery.at("/id").stringValue(), 200)).isEqualTo(delivery);
  }

  @Test
  void another_merchant_and_the_other_mode_see_nothing() throws Exception {
    var _ = service.paymentEvent(merchant, "payment.captured");
    String delivery = service.ended(merchant).id();
    var stranger = service.merchant(receiver.url(), "*");

    for (String key : new String[] {key(stranger, false), key(merchant, true)}) {
      for (String path :
          new String[] {
            "/v1/deliveries/" + delivery,
            "/v1/webhook_endpoints/" + merchant.endpoint() + "/deliveries"
          }) {
        assertThat(send("GET", path, key, 404).at("/code").stringValue())
            .isEqualTo("resource_missing");
      }
      for (String path :
          new String[] {
            "/v1/deliveries/" + delivery + "/redeliver",
            "/v1/webhook_endpoints/" + merchant.endpoint() + "/test"
          }) {
        assertThat(send("POST", path, key, 404).at("/code").stringValue())
            .isEqualTo("resource_missing");
      }
    }
    assertThat(receiver.calls()).hasSize(1);
  }

  @Test
  void a_delivery_is_sent_again_under_the_same_webhook_id() throws Exception {
    var event = service.paymentEvent(merchant, "payment.captured");
    String delivery = service.ended(merchant).id();

    JsonNode queued = send("POST", "/v1/deliveries/" + delivery + "/redeliver", key(), 202);

    assertThat(queued.at("/status").stringValue()).isEqualTo("pending");
    await().until(() -> receiver.calls().size() == 2);
    assertThat(receiver.calls()).extracting(Receiver.Call::id).containsOnly(event.id());
    assertThat(service.ended(merchant).attempts()).hasSize(2);
  }

  @Test
  void a_test_event_goes_to_an_endpoint_whatever_it_subscribes_to() throws Exception {
    var picky = service.merchant(receiver.url(), "payout.paid");

    JsonNode queued =
        send("POST", "/v1/webhook_endpoints/" + picky.endpoint() + "/test", key(picky, false), 202);

    await().until(() -> receiver.calls().size() == 1);
    var call = receiver.calls().getFirst();
    new com.standardwebhooks.Webhook(Notifications.SECRET).verify(call.body(), call.headers());
    JsonNode body = JSON.readTree(call.body());
    assertThat(body.at("/id").stringValue()).isEqualTo(queued.at("/event").stringValue());
    assertThat(body.at("/type").stringValue()).isEqualTo("webhook_endpoint.test");
    assertThat(body.at("/data/object/id").stringValue()).isEqualTo(picky.endpoint());
    assertThat(call.body()).doesNotContain("secret").doesNotContain("sealed");
  }

  @Test
  void a_repeated_request_with_an_idempotency_key_sends_once() throws Exception {
    String path = "/v1/webhook_endpoints/" + merchant.endpoint() + "/test";
    HttpRequest request = request("POST", path, key()).header("Idempotency-Key", "try-1").build();

    var first = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    var second = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(service.deliveries(merchant)).hasSize(1);
  }

  @Test
  void nothing_is_queued_for_a_closed_endpoint() throws Exception {
    receiver.answering(410);
    var _ = service.paymentEvent(merchant, "payment.captured");
    String delivery = service.ended(merchant).id();

    for (String path :
        new String[] {
          "/v1/deliveries/" + delivery + "/redeliver",
          "/v1/webhook_endpoints/" + merchant.endpoint() + "/test"
        }) {
      assertThat(send("POST", path, key(), 409).at("/code").stringValue())
          .isEqualTo("state_conflict");
    }
  }

  @Test
  void health_and_metrics_tell_how_far_behind_the_sending_is() throws Exception {
    var _ = service.paymentEvent(merchant, "payment.captured");
    var _ = service.ended(merchant);

    assertThat(get("/actuator/health", 200).at("/components/webhooks/details").toString())
        .contains("oldest_due_age_seconds");
    var metrics =
        HTTP.send(
            request("GET", "/actuator/prometheus", key()).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(metrics.body())
        .contains("aegispay_webhooks_attempts_seconds_count{outcome=\"succeeded\"")
        .contains("aegispay_webhooks_oldest_due_age_seconds");
  }

  private String key() {
    return key(merchant, false);
  }

  private String key(Notifications.Merchant owner, boolean livemode) {
    String key = "sk_" + owner.id() + livemode;
    service
        .bean(LocalKeys.class)
        .keep(
            new KnownKey(
                Credentials.hash(key), "key_1", owner.id(), livemode, Set.of("*"), null, null));
    return key;
  }

  private JsonNode get(String path, int status) throws IOException, InterruptedException {
    return send("GET", path, key(), status);
  }

  private JsonNode send(String method, String path, String key, int status)
      throws IOException, InterruptedException {
    var response =
        HTTP.send(request(method, path, key).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private HttpRequest.Builder request(String method, String path, String key) {
    String port = service.context.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + key)
        .method(method, HttpRequest.BodyPublishers.noBody());
  }
}
