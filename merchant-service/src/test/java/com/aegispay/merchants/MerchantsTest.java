package com.aegispay.merchants;

import static com.aegispay.merchants.ServedApi.INTERNAL;
import static com.aegispay.merchants.ServedApi.OPERATOR;
import static com.aegispay.merchants.ServedApi.call;
import static com.aegispay.merchants.ServedApi.events;
import static com.aegispay.merchants.ServedApi.everythingStored;
import static com.aegispay.merchants.ServedApi.newMerchant;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.merchants.ServedApi.TestMerchant;
import com.aegispay.merchants.ServedApi.Written;
import com.aegispay.testkit.Door.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MerchantsTest {

  private static final String BOOKS =
      """
      {"name": " Ada's Books ", "email": "ada@example.com", "country": "de", "default_currency": "eur"}
      """;

  @Test
  void a_new_merchant_comes_with_a_test_key_that_works_at_once() {
    Answer made = call("POST", "/v1/merchants", OPERATOR, BOOKS);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/object")).isEqualTo("merchant");
    assertThat(made.text("/name")).isEqualTo("Ada's Books");
    assertThat(made.text("/country")).isEqualTo("DE");
    assertThat(made.text("/default_currency")).isEqualTo("EUR");
    assertThat(made.text("/status")).isEqualTo("active");
    assertThat(made.body().at("/fee_plan/basis_points").asInt()).isEqualTo(290);
    assertThat(made.body().at("/version").asInt()).isEqualTo(1);
    assertThat(made.text("/created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    String secret = made.text("/api_key/secret");
    assertThat(secret).matches("sk_test_[0-9A-Za-z]{43}").startsWith(made.text("/api_key/prefix"));

    Answer me = call("GET", "/v1/merchants/me", secret, null);

    assertThat(me.status()).isEqualTo(200);
    assertThat(me.text("/id")).isEqualTo(made.text("/id"));
    assertThat(me.header("ETag")).isEqualTo("\"1\"");
    assertThat(me.raw()).doesNotContain("api_key");
  }

  @Test
  void the_secret_of_a_key_is_nowhere_in_the_database_even_though_its_answer_can_be_replayed() {
    String idempotencyKey = UUID.randomUUID().toString();
    Answer first =
        call("POST", "/v1/merchants", OPERATOR, BOOKS, "Idempotency-Key", idempotencyKey);
    Answer again =
        call("POST", "/v1/merchants", OPERATOR, BOOKS, "Idempotency-Key", idempotencyKey);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.raw()).isEqualTo(first.raw());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(events(first.text("/id"))).hasSize(2);
    assertThat(everythingStored())
        .contains(first.text("/api_key/prefix"))
        .doesNotContain(first.text("/api_key/secret"));
  }

  @Test
  void an_idempotency_key_is_not_for_another_request() {
    String idempotencyKey = UUID.randomUUID().toString();
    assertThat(
            call("POST", "/v1/merchants", OPERATOR, BOOKS, "Idempotency-Key", idempotencyKey)
                .status())
        .isEqualTo(201);

    Answer other =
        call(
            "POST",
            "/v1/merchants",
            OPERATOR,
            BOOKS.replace("Books", "Shoes"),
            "Idempotency-Key",
            idempotencyKey);

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("/code")).isEqualTo("idempotency_key_reused");
  }

  @Test
  void a_merchant_sees_itself_and_no_other() {
    TestMerchant ada = newMerchant();
    TestMerchant bob = newMerchant();

    assertThat(call("GET", "/v1/merchants/" + ada.id(), ada.key(), null).status()).isEqualTo(200);
    assertThat(call("GET", "/v1/merchants/" + ada.id(), OPERATOR, null).status()).isEqualTo(200);
    assertThat(call("GET", "/v1/merchants/" + bob.id(), ada.key(), null).text("/code"))
        .isEqualTo("resource_missing");
    assertThat(call("PATCH", "/v1/merchants/" + bob.id(), ada.key(), "{}").status()).isEqualTo(404);
    assertThat(call("GET", "/v1/merchants", ada.key(), null).status()).isEqualTo(403);
    assertThat(call("GET", "/v1/merchants/me", OPERATOR, null).status()).isEqualTo(404);
    assertThat(call("GET", "/v1/merchants/me", INTERNAL, null).status()).isEqualTo(403);
  }

  @Test
  void a_change_counts_the_version_up_and_tells_the_others() {
    TestMerchant ada = newMerchant();

    Answer changed = call("PATCH", "/v1/merchants/me", ada.key(), "{\"name\": \"Ada's Bookshop\"}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(changed.text("/name")).isEqualTo("Ada's Bookshop");
    assertThat(changed.text("/email")).isEqualTo("ada@example.com");
    assertThat(call("GET", "/v1/merchants/me", ada.key(), null).raw()).isEqualTo(changed.raw());
    Written event = events(ada.id()).getLast();
    assertThat(event.type()).isEqualTo("merchant.updated");
    assertThat(event.json().at("/object")).isEqualTo(changed.body());
  }

  @Test
  void a_change_to_what_is_there_already_is_no_change() {
    TestMerchant ada = newMerchant();

    Answer same = call("PATCH", "/v1/merchants/me", ada.key(), "{\"email\": \"ada@example.com\"}");

    assertThat(same.header("ETag")).isEqualTo("\"1\"");
    assertThat(events(ada.id())).extracting(Written::type).doesNotContain("merchant.updated");
  }

  @Test
  void a_change_of_a_version_that_is_gone_is_refused() {
    TestMerchant ada = newMerchant();
    String path = "/v1/merchants/" + ada.id();
    assertThat(call("PATCH", path, OPERATOR, "{\"name\": \"A\"}", "If-Match", "\"1\"").status())
        .isEqualTo(200);

    Answer late = call("PATCH", path, OPERATOR, "{\"name\": \"B\"}", "If-Match", "\"1\"");

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("/code")).isEqualTo("concurrent_change");
    assertThat(call("GET", path, OPERATOR, null).text("/name")).isEqualTo("A");
    assertThat(call("PATCH", path, OPERATOR, "{\"name\": \"B\"}", "If-Match", "*").status())
        .isEqualTo(200);
  }

  @Test
  void the_fee_plan_is_the_operators() {
    TestMerchant ada = newMerchant();
    String plan = "{\"fee_plan\": {\"basis_points\": 190, \"fixed_minor\": 25}}";

    Answer refused = call("PATCH", "/v1/merchants/me", ada.key(), plan);
    Answer done = call("PATCH", "/v1/merchants/" + ada.id(), OPERATOR, plan);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("/param")).isEqualTo("fee_plan");
    assertThat(done.body().at("/fee_plan/fixed_minor").asInt()).isEqualTo(25);
  }

  @Test
  void the_list_is_read_in_pages_from_the_newest_and_back() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.addFirst(newMerchant().id());
    }

    Answer page =
        call("GET", "/v1/merchants?limit=2&starting_after=" + newestFirst.get(1), OPERATOR, null);
    Answer back =
        call("GET", "/v1/merchants?limit=2&ending_before=" + newestFirst.get(4), OPERATOR, null);

    assertThat(ids(page)).isEqualTo(newestFirst.subList(2, 4));
    assertThat(page.body().at("/has_more").asBoolean()).isTrue();
    assertThat(page.text("/object")).isEqualTo("list");
    assertThat(ids(back)).isEqualTo(newestFirst.subList(2, 4));
  }

  private static List<String> ids(Answer list) {
    return list.body().at("/data").valueStream().map(row -> row.at("/id").asString()).toList();
  }
}
