package com.aegispay.merchants;

import static com.aegispay.merchants.ServedApi.INTERNAL;
import static com.aegispay.merchants.ServedApi.OPERATOR;
import static com.aegispay.merchants.ServedApi.bean;
import static com.aegispay.merchants.ServedApi.call;
import static com.aegispay.merchants.ServedApi.events;
import static com.aegispay.merchants.ServedApi.everythingStored;
import static com.aegispay.merchants.ServedApi.newMerchant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.aegispay.merchants.ServedApi.TestMerchant;
import com.aegispay.merchants.ServedApi.Written;
import com.aegispay.starter.access.Credentials;
import com.aegispay.testkit.Door.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class ApiKeysTest {

  @Test
  void a_key_makes_a_key_of_its_own_mode_with_the_scopes_it_names() {
    TestMerchant ada = newMerchant();

    Answer made =
        call(
            "POST",
            "/v1/api_keys",
            ada.key(),
            "{\"name\": \"reports\", \"scopes\": [\"payments:read\", \"analytics:read\", \"payments:read\"]}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/object")).isEqualTo("api_key");
    assertThat(made.text("/name")).isEqualTo("reports");
    assertThat(made.text("/secret")).matches("sk_test_[0-9A-Za-z]{43}");
    assertThat(made.body().at("/livemode").asBoolean()).isFalse();
    assertThat(made.body().at("/scopes").valueStream().map(s -> s.asString()))
        .containsExactly("analytics:read", "payments:read");
    assertThat(call("GET", "/v1/api_keys", made.text("/secret"), null).text("/code"))
        .isEqualTo("permission_denied");
    assertThat(everythingStored()).doesNotContain(made.text("/secret"));
  }

  @Test
  void a_key_hands_out_no_scope_that_it_does_not_have() {
    TestMerchant ada = newMerchant();
    String limited =
        call(
                "POST",
                "/v1/api_keys",
                ada.key(),
                "{\"scopes\": [\"api_keys:write\", \"payments:read\"]}")
            .text("/secret");

    assertThat(call("POST", "/v1/api_keys", limited, "{\"scopes\": [\"*\"]}").status())
        .isEqualTo(403);
    assertThat(call("POST", "/v1/api_keys", limited, "{\"scopes\": [\"payments:write\"]}").status())
        .isEqualTo(403);
    assertThat(call("POST", "/v1/api_keys/" + ada.keyId() + "/rotate", limited, null).status())
        .isEqualTo(403);
    assertThat(call("POST", "/v1/api_keys", limited, "{\"scopes\": [\"payments:read\"]}").status())
        .isEqualTo(201);
    assertThat(call("POST", "/v1/api_keys", limited, null).body().at("/scopes").size())
        .isEqualTo(2);
  }

  @Test
  void live_keys_begin_with_an_operator_and_the_modes_do_not_see_each_other() {
    TestMerchant ada = newMerchant();
    String path = "/v1/merchants/" + ada.id() + "/api_keys";

    Answer live = call("POST", path, OPERATOR, "{\"livemode\": true}");

    assertThat(live.text("/secret")).startsWith("sk_live_");
    assertThat(call("POST", path, ada.key(), "{\"livemode\": true}").status()).isEqualTo(403);
    Answer second = call("POST", "/v1/api_keys", live.text("/secret"), null);
    assertThat(second.text("/secret")).startsWith("sk_live_");
    assertThat(ids(call("GET", "/v1/api_keys", live.text("/secret"), null)))
        .containsExactlyInAnyOrder(second.text("/id"), live.text("/id"));
    assertThat(ids(call("GET", "/v1/api_keys", ada.key(), null))).containsExactly(ada.keyId());
    assertThat(call("GET", "/v1/api_keys/" + live.text("/id"), ada.key(), null).status())
        .isEqualTo(404);
    assertThat(call("DELETE", "/v1/api_keys/" + live.text("/id"), ada.key(), null).status())
        .isEqualTo(404);
  }

  @Test
  void a_key_of_another_merchant_is_not_there() {
    TestMerchant ada = newMerchant();
    TestMerchant bob = newMerchant();

    for (String method : List.of("GET", "DELETE")) {
      assertThat(call(method, "/v1/api_keys/" + bob.keyId(), ada.key(), null).status())
          .isEqualTo(404);
    }
    assertThat(call("POST", "/v1/api_keys/" + bob.keyId() + "/rotate", ada.key(), "{}").status())
        .isEqualTo(404);
    assertThat(events(bob.id())).hasSize(2);
  }

  @Test
  void a_revoked_key_is_refused_at_once_and_stays_revoked() {
    TestMerchant ada = newMerchant();
    Answer spare = call("POST", "/v1/api_keys", ada.key(), null);

    Answer revoked = call("DELETE", "/v1/api_keys/" + ada.keyId(), spare.text("/secret"), null);
    Answer again = call("DELETE", "/v1/api_keys/" + ada.keyId(), spare.text("/secret"), null);

    assertThat(revoked.text("/revoked_at")).isNotEmpty();
    assertThat(again.text("/revoked_at")).isEqualTo(revoked.text("/revoked_at"));
    assertThat(call("GET", "/v1/merchants/me", ada.key(), null).text("/code"))
        .isEqualTo("api_key_invalid");
    assertThat(events(ada.id()))
        .extracting(Written::type)
        .containsExactly(
            "merchant.created", "api_key.created", "api_key.created", "api_key.revoked");
    assertThat(
            call("POST", "/v1/api_keys/" + ada.keyId() + "/rotate", spare.text("/secret"), null)
                .text("/code"))
        .isEqualTo("state_conflict");
  }

  @Test
  void a_rotated_key_and_its_successor_work_side_by_side_until_the_overlap_is_over() {
    TestMerchant ada = newMerchant();
    Instant before = Instant.now();

    Answer successor =
        call(
            "POST",
            "/v1/api_keys/" + ada.keyId() + "/rotate",
            ada.key(),
            "{\"overlap_seconds\": 3600}");

    assertThat(successor.status()).isEqualTo(201);
    Answer old = call("GET", "/v1/api_keys/" + ada.keyId(), ada.key(), null);
    assertThat(old.text("/replaced_by")).isEqualTo(successor.text("/id"));
    assertThat(Instant.parse(old.text("/expires_at")))
        .isBetween(before.plusSeconds(3599), Instant.now().plusSeconds(3600));
    assertThat(call("GET", "/v1/merchants/me", successor.text("/secret"), null).status())
        .isEqualTo(200);
    assertThat(events(ada.id()))
        .extracting(Written::type)
        .endsWith("api_key.created", "api_key.updated");
    assertThat(call("POST", "/v1/api_keys/" + ada.keyId() + "/rotate", ada.key(), null).status())
        .isEqualTo(409);
  }

  @Test
  void a_rotation_without_overlap_ends_the_old_key_at_once() {
    TestMerchant ada = newMerchant();

    Answer successor =
        call(
            "POST",
            "/v1/api_keys/" + ada.keyId() + "/rotate",
            ada.key(),
            "{\"overlap_seconds\":0}");

    assertThat(call("GET", "/v1/merchants/me", ada.key(), null).status()).isEqualTo(401);
    assertThat(call("GET", "/v1/merchants/me", successor.text("/secret"), null).status())
        .isEqualTo(200);
  }

  @Test
  void a_repeated_request_gets_the_same_key_and_not_a_second_one() {
    TestMerchant ada = newMerchant();
    String idempotencyKey = UUID.randomUUID().toString();

    Answer first = call("POST", "/v1/api_keys", ada.key(), null, "Idempotency-Key", idempotencyKey);
    Answer again = call("POST", "/v1/api_keys", ada.key(), null, "Idempotency-Key", idempotencyKey);

    assertThat(again.raw()).isEqualTo(first.raw());
    assertThat(ids(call("GET", "/v1/api_keys", ada.key(), null))).hasSize(2);
  }

  @Test
  void the_services_of_the_platform_look_a_key_up_by_its_hash_and_nobody_else_does() {
    TestMerchant ada = newMerchant();
    String question = "{\"key_hash\": \"" + Credentials.hash(ada.key()) + "\"}";
    String path = "/internal/v1/api_keys/lookup";

    Answer known = call("POST", path, INTERNAL, question);

    assertThat(known.status()).isEqualTo(200);
    assertThat(known.body()).isEqualTo(events(ada.id()).get(1).json().at("/data"));
    assertThat(known.text("/merchant_id")).isEqualTo(ada.id());
    String unknown = "{\"key_hash\": \"" + "0".repeat(64) + "\"}";
    assertThat(call("POST", path, INTERNAL, unknown).status()).isEqualTo(404);
    assertThat(call("POST", path, OPERATOR, question).status()).isEqualTo(403);
    assertThat(call("POST", path, ada.key(), question).status()).isEqualTo(403);
  }

  @Test
  void the_last_use_of_a_key_is_written_without_changing_its_version() {
    TestMerchant ada = newMerchant();
    assertThat(call("GET", "/v1/merchants/me", ada.key(), null).status()).isEqualTo(200);

    bean(ScheduledTaskHolder.class).getScheduledTasks().stream()
        .filter(task -> task.toString().contains("LastUses"))
        .forEach(task -> task.getTask().getRunnable().run());

    Answer key = call("GET", "/v1/api_keys/" + ada.keyId(), ada.key(), null);
    assertThat(Instant.parse(key.text("/last_used_at")))
        .isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
    assertThat(key.body().at("/version").asInt()).isEqualTo(1);
  }

  private static List<String> ids(Answer list) {
    return list.body().at("/data").valueStream().map(row -> row.at("/id").asString()).toList();
  }
}
