package com.aegispay.merchants;

import static com.aegispay.merchants.ServedApi.OPERATOR;
import static com.aegispay.merchants.ServedApi.call;
import static com.aegispay.merchants.ServedApi.events;
import static com.aegispay.merchants.ServedApi.newMerchant;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.merchants.ServedApi.TestMerchant;
import com.aegispay.testkit.Door.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {

  private static final TestMerchant ADA = newMerchant();

  @ParameterizedTest(name = "POST /v1/merchants {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"email":"a@example.com","country":"DE","default_currency":"EUR"}                 | parameter_missing  | name
          {"name":"  ","email":"a@example.com","country":"DE","default_currency":"EUR"}     | parameter_missing  | name
          {"name":null,"email":null,"country":"DE","default_currency":"EUR"}                | parameter_missing  | email
          {"name":5,"email":"a@example.com","country":"DE","default_currency":"EUR"}        | parameter_invalid  | name
          {"name":"a\\u0000b","email":"a@example.com","country":"DE","default_currency":"EUR"} | parameter_invalid | name
          {"name":"a\\ud800b","email":"a@example.com","country":"DE","default_currency":"EUR"} | parameter_invalid | name
          {"name":"A","email":"nobody","country":"DE","default_currency":"EUR"}             | parameter_invalid  | email
          {"name":"A","email":"a@example.com","country":"XX","default_currency":"EUR"}      | parameter_invalid  | country
          {"name":"A","email":"a@example.com","country":"Germany","default_currency":"EUR"} | parameter_invalid  | country
          {"name":"A","email":"a@example.com","country":"DE","default_currency":"EURO"}     | currency_invalid   | default_currency
          {"name":"A","email":"a@example.com","country":"DE","default_currency":"XAU"}      | currency_invalid   | default_currency
          {"name":"A","email":"a@example.com","country":"DE","default_currency":"EUR","x":1}| parameter_unknown  | x
          {"name":"A","name":"B","email":"a@example.com","country":"DE"}                    | request_malformed  |
          {"name":"A",                                                                      | request_malformed  |
          []                                                                                | request_malformed  |
          `null`                                                                            | request_malformed  |
          """)
  void a_merchant_that_cannot_be(String body, String code, @Nullable String param) {
    assertProblem(call("POST", "/v1/merchants", OPERATOR, body), 400, code, param);
  }

  @ParameterizedTest(name = "PATCH /v1/merchants/me {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":""}                                    | parameter_invalid | name
          {"email":"nobody"}                             | parameter_invalid | email
          {"country":"FR"}                               | parameter_unknown | country
          {"status":"closed"}                            | parameter_unknown | status
          {"fee_plan":{"basis_points":1}}                | parameter_missing | fee_plan.fixed_minor
          {"fee_plan":{"basis_points":-1,"fixed_minor":0}}    | parameter_invalid | fee_plan.basis_points
          {"fee_plan":{"basis_points":1.5,"fixed_minor":0}}   | parameter_invalid | fee_plan.basis_points
          {"fee_plan":{"basis_points":10001,"fixed_minor":0}} | parameter_invalid | fee_plan.basis_points
          """)
  void a_change_that_cannot_be(String body, String code, @Nullable String param) {
    assertProblem(call("PATCH", "/v1/merchants/me", ADA.key(), body), 400, code, param);
  }

  @ParameterizedTest(name = "POST /v1/api_keys {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"scopes":[]}                         | parameter_invalid | scopes
          {"scopes":["payments"]}               | parameter_invalid | scopes[0]
          {"scopes":["payments:read","x:read"]} | parameter_invalid | scopes[1]
          {"scopes":["payments:delete"]}        | parameter_invalid | scopes[0]
          {"scopes":[null]}                     | parameter_invalid | scopes[0]
          {"scopes":"*"}                        | parameter_invalid | scopes
          {"livemode":true}                     | parameter_unknown | livemode
          """)
  void a_key_that_cannot_be(String body, String code, @Nullable String param) {
    assertProblem(call("POST", "/v1/api_keys", ADA.key(), body), 400, code, param);
  }

  @ParameterizedTest(name = "rotate {0}")
  @ValueSource(strings = {"-1", "604801", "1.5", "\"60\"", "99999999999999999999"})
  void an_overlap_that_cannot_be(String seconds) {
    String body = "{\"overlap_seconds\": " + seconds + "}";

    Answer answer = call("POST", "/v1/api_keys/" + ADA.keyId() + "/rotate", ADA.key(), body);

    assertProblem(answer, 400, "parameter_invalid", "overlap_seconds");
  }

  @ParameterizedTest(name = "POST /v1/webhook_endpoints {0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "http://shop.example.com/"           | ["*"]              | parameter_invalid | url
          "ftp://shop.example.com/"            | ["*"]              | parameter_invalid | url
          "shop.example.com"                   | ["*"]              | parameter_invalid | url
          "https://user:pw@shop.example.com/"  | ["*"]              | parameter_invalid | url
          "https://user@shop.example.com/"     | ["*"]              | parameter_invalid | url
          "https:///hooks"                     | ["*"]              | parameter_invalid | url
          "https://shop.example.com:99999/"    | ["*"]              | parameter_invalid | url
          "https://shop.example.com/#top"      | ["*"]              | parameter_invalid | url
          "https://shop.example.com/ä"         | ["*"]              | parameter_invalid | url
          "https://shop.example.com/a b"       | ["*"]              | parameter_invalid | url
          ""                                   | ["*"]              | parameter_missing | url
          7                                    | ["*"]              | parameter_invalid | url
          "https://shop.example.com/"          | []                 | parameter_missing | enabled_events
          "https://shop.example.com/"          | null               | parameter_missing | enabled_events
          "https://shop.example.com/"          | ["payment.paid"]   | parameter_invalid | enabled_events[0]
          "https://shop.example.com/"          | ["*", "payment.*"] | parameter_invalid | enabled_events[1]
          """)
  void an_endpoint_that_cannot_be(String url, String types, String code, @Nullable String param) {
    String body = "{\"url\": " + url + ", \"enabled_events\": " + types + "}";

    assertProblem(call("POST", "/v1/webhook_endpoints", ADA.key(), body), 400, code, param);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET,    /v1/merchants/mer_1,                    404, resource_missing",
    "GET,    /v1/merchants/mer_01K0000000000000000000000A, 404, resource_missing",
    "PATCH,  /v1/merchants/x'--,                     404, resource_missing",
    "GET,    /v1/api_keys/nothing,                   404, resource_missing",
    "GET,    /v1/api_keys/key_01K0000000000000000000000A, 404, resource_missing",
    "GET,    /v1/webhook_endpoints/we_%00,           400, ",
    "GET,    /v1/api_keys?limit=0,                   400, parameter_invalid",
    "GET,    /v1/api_keys?limit=101,                 400, parameter_invalid",
    "GET,    /v1/api_keys?lmit=10,                   400, parameter_unknown",
    "GET,    /v1/api_keys?starting_after=mer_01K0000000000000000000000A, 400, parameter_invalid",
    "GET,    /v1/webhook_endpoints?ending_before=x%00, 400, parameter_invalid",
    "PUT,    /v1/merchants/me,                       405, method_not_allowed",
    "GET,    /v1/merchants/me/friends,               404, route_unknown",
  })
  void a_path_that_leads_nowhere(String method, String path, int status, @Nullable String code) {
    Answer answer = call(method, path, ADA.key(), method.equals("GET") ? null : "{}");

    assertThat(answer.status()).isEqualTo(status);
    if (code != null) {
      assertThat(answer.text("/code")).isEqualTo(code);
    }
  }

  @ParameterizedTest(name = "If-Match: {0}")
  @ValueSource(strings = {"1", "W/\"1\"", "\"one\"", "\"1\", \"2\"", "\"99999999999\""})
  void a_version_that_this_api_never_gave(String ifMatch) {
    Answer answer = call("PATCH", "/v1/merchants/me", ADA.key(), "{}", "If-Match", ifMatch);

    assertProblem(answer, 400, "parameter_invalid", "If-Match");
  }

  @Test
  void a_caller_without_a_good_key_is_told_so() {
    assertProblem(
        call("GET", "/v1/merchants/me", null, null), 401, "authentication_required", null);
    assertProblem(call("GET", "/v1/merchants/me", "sk_test_x", null), 401, "api_key_invalid", null);
  }

  @Test
  void a_body_that_is_too_large_or_no_json_is_refused_before_it_is_read() {
    String large = "{\"name\": \"" + "a".repeat(2_000_000) + "\"}";

    assertProblem(call("PATCH", "/v1/merchants/me", ADA.key(), large), 413, "body_too_large", null);
    assertProblem(
        call("PATCH", "/v1/merchants/me", ADA.key(), "name=x", "Content-Type", "text/plain"),
        415,
        "media_type_unsupported",
        null);
  }

  @Test
  void several_flaws_are_all_named() {
    Answer answer = call("POST", "/v1/merchants", OPERATOR, "{\"name\": \"A\", \"email\": \"x\"}");

    List<String> params = new ArrayList<>();
    answer.body().at("/errors").forEach(error -> params.add(error.at("/param").asString()));
    assertThat(params).containsExactly("country", "default_currency", "email");
  }

  @Test
  void nothing_of_what_was_refused_was_done() {
    TestMerchant bob = newMerchant();

    Answer refused =
        call(
            "POST", "/v1/webhook_endpoints", bob.key(), "{\"url\": \"x\", \"enabled_events\": []}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(events(bob.id())).hasSize(2);
  }

  private static void assertProblem(
      Answer answer, int status, String code, @Nullable String param) {
    assertThat(answer.status()).as(answer.raw()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.body().at("/detail").asString()).isNotBlank();
    assertThat(answer.text("/request_id")).isEqualTo(answer.header("Request-Id"));
    if (param == null) {
      assertThat(answer.body().has("param")).isFalse();
    } else {
      assertThat(answer.text("/param")).isEqualTo(param);
    }
  }
}
