package com.aegispay.merchants;

import static com.aegispay.merchants.ServedApi.OPERATOR;
import static com.aegispay.merchants.ServedApi.bean;
import static com.aegispay.merchants.ServedApi.call;
import static com.aegispay.merchants.ServedApi.events;
import static com.aegispay.merchants.ServedApi.everythingStored;
import static com.aegispay.merchants.ServedApi.newMerchant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.keyring.Keyring;
import com.aegispay.merchants.ServedApi.TestMerchant;
import com.aegispay.merchants.ServedApi.Written;
import com.aegispay.testkit.Door.Answer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhookEndpointsTest {

  private static final String PATH = "/v1/webhook_endpoints";
  private static final String WISH =
      """
      {"url": "https://shop.example.com/hooks?v=1", "description": "orders",
       "enabled_events": ["payment.captured", "refund.succeeded", "payment.captured"]}
      """;

  @Test
  void a_new_endpoint_shows_its_secret_once_and_the_feed_carries_it_sealed() {
    TestMerchant ada = newMerchant();

    Answer made = call("POST", PATH, ada.key(), WISH);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/object")).isEqualTo("webhook_endpoint");
    assertThat(made.text("/status")).isEqualTo("enabled");
    assertThat(made.text("/description")).isEqualTo("orders");
    assertThat(made.body().at("/livemode").asBoolean()).isFalse();
    assertThat(made.body().at("/enabled_events").size()).isEqualTo(2);
    String secret = made.text("/secret");
    assertThat(secret).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length()))).hasSize(32);
    Answer read = call("GET", PATH + "/" + made.text("/id"), ada.key(), null);
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
    assertThat(read.raw()).doesNotContain("whsec_").doesNotContain("secret");
    assertThat(everythingStored()).doesNotContain("whsec_");
    Written event = events(ada.id()).getLast();
    assertThat(event.type()).isEqualTo("webhook_endpoint.created");
    assertThat(unsealed(event, 0)).isEqualTo(secret);
  }

  @Test
  void a_repeated_request_shows_the_same_secret_again_from_a_sealed_answer() {
    TestMerchant ada = newMerchant();
    String idempotencyKey = UUID.randomUUID().toString();

    Answer first = call("POST", PATH, ada.key(), WISH, "Idempotency-Key", idempotencyKey);
    Answer again = call("POST", PATH, ada.key(), WISH, "Idempotency-Key", idempotencyKey);

    assertThat(again.raw()).isEqualTo(first.raw()).contains("whsec_");
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(everythingStored()).doesNotContain("whsec_");
    assertThat(call("GET", PATH, ada.key(), null).body().at("/data").size()).isEqualTo(1);
  }

  @Test
  void two_secrets_sign_while_one_replaces_the_other() {
    TestMerchant ada = newMerchant();
    Answer made = call("POST", PATH, ada.key(), WISH);
    String rotate = PATH + "/" + made.text("/id") + "/rotate_secret";

    Answer rotated = call("POST", rotate, ada.key(), "{\"overlap_seconds\": 3600}");

    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.body().at("/version").asInt()).isEqualTo(2);
    Written event = events(ada.id()).getLast();
    assertThat(event.type()).isEqualTo("webhook_endpoint.updated");
    assertThat(unsealed(event, 0)).isEqualTo(rotated.text("/secret"));
    assertThat(unsealed(event, 1)).isEqualTo(made.text("/secret"));
    JsonNode secrets = event.json().at("/data/secrets");
    assertThat(secrets.at("/0/expires_at").isNull()).isTrue();
    assertThat(Instant.parse(secrets.at("/1/expires_at").asString())).isAfter(Instant.now());

    Answer atOnce = call("POST", rotate, ada.key(), "{\"overlap_seconds\": 0}");

    Written last = events(ada.id()).getLast();
    assertThat(last.json().at("/data/secrets").size()).isEqualTo(1);
    assertThat(unsealed(last, 0)).isEqualTo(atOnce.text("/secret"));
  }

  @Test
  void a_change_takes_on_what_it_names_and_leaves_the_rest() {
    TestMerchant ada = newMerchant();
    Answer made = call("POST", PATH, ada.key(), WISH);
    String path = PATH + "/" + made.text("/id");

    Answer changed =
        call("PATCH", path, ada.key(), "{\"enabled_events\": [\"*\"], \"description\": \"\"}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("/enabled_events/0")).isEqualTo("*");
    assertThat(changed.body().at("/description").isNull()).isTrue();
    assertThat(changed.text("/url")).isEqualTo(made.text("/url"));
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    Answer late = call("PATCH", path, ada.key(), "{\"status\": \"disabled\"}", "If-Match", "\"1\"");
    assertThat(late.text("/code")).isEqualTo("concurrent_change");
    Answer same = call("PATCH", path, ada.key(), "{\"enabled_events\": [\"*\"]}");
    assertThat(same.header("ETag")).isEqualTo("\"2\"");
    assertThat(events(ada.id())).hasSize(4);
  }

  @Test
  void a_status_is_always_told_so_that_an_endpoint_given_up_is_taken_up_again() {
    TestMerchant ada = newMerchant();
    String path = PATH + "/" + call("POST", PATH, ada.key(), WISH).text("/id");

    Answer disabled = call("PATCH", path, ada.key(), "{\"status\": \"disabled\"}");
    Answer enabled = call("PATCH", path, ada.key(), "{\"status\": \"enabled\"}");
    Answer again = call("PATCH", path, ada.key(), "{\"status\": \"enabled\"}");

    assertThat(disabled.text("/status")).isEqualTo("disabled");
    assertThat(enabled.text("/status")).isEqualTo("enabled");
    assertThat(again.header("ETag")).isEqualTo("\"4\"");
    assertThat(events(ada.id()))
        .extracting(event -> event.json().at("/data/status").asString())
        .endsWith("enabled", "disabled", "enabled", "enabled");
  }

  @Test
  void a_deleted_endpoint_is_gone_and_the_others_are_told() {
    TestMerchant ada = newMerchant();
    String path = PATH + "/" + call("POST", PATH, ada.key(), WISH).text("/id");

    Answer deleted = call("DELETE", path, ada.key(), null);

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.body().at("/deleted").asBoolean()).isTrue();
    for (String method : List.of("GET", "DELETE")) {
      assertThat(call(method, path, ada.key(), null).status()).isEqualTo(404);
    }
    Written event = events(ada.id()).getLast();
    assertThat(event.type()).isEqualTo("webhook_endpoint.deleted");
    assertThat(event.json().at("/data/secrets").size()).isZero();
  }

  @Test
  void another_merchant_and_the_other_mode_do_not_see_an_endpoint() {
    TestMerchant ada = newMerchant();
    TestMerchant bob = newMerchant();
    String live =
        call("POST", "/v1/merchants/" + ada.id() + "/api_keys", OPERATOR, "{\"livemode\": true}")
            .text("/secret");
    String path = PATH + "/" + call("POST", PATH, ada.key(), WISH).text("/id");

    for (String stranger : List.of(bob.key(), live)) {
      assertThat(call("GET", path, stranger, null).status()).isEqualTo(404);
      assertThat(call("PATCH", path, stranger, "{\"status\": \"disabled\"}").status())
          .isEqualTo(404);
      assertThat(call("DELETE", path, stranger, null).status()).isEqualTo(404);
      assertThat(call("POST", path + "/rotate_secret", stranger, null).status()).isEqualTo(404);
      assertThat(call("GET", PATH, stranger, null).body().at("/data").size()).isZero();
    }
    assertThat(call("GET", PATH, OPERATOR, null).status()).isEqualTo(403);
    assertThat(call("GET", path, ada.key(), null).text("/status")).isEqualTo("enabled");
  }

  private static String unsealed(Written event, int index) {
    JsonNode data = event.json().at("/data");
    String sealed = data.at("/secrets/" + index + "/sealed").asString();
    return new String(
        bean(Keyring.class).unseal(sealed, "webhook-secret:" + data.at("/id").asString()), UTF_8);
  }
}
