package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {

  private static final String GOOD = Served.order("4242424242424242");
  private final Merchant merchant = Served.newMerchant();

  @ParameterizedTest(name = "{0} -> {1} is {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000            | -1                      | amount_invalid      | amount
          1000            | 0                       | amount_invalid      | amount
          1000            | 1.5                     | amount_invalid      | amount
          1000            | "1000"                  | amount_invalid      | amount
          1000            | 1000000000000           | amount_invalid      | amount
          1000            | 99999999999999999999999 | amount_invalid      | amount
          "amount": 1000, | "currencies": 1,        | parameter_unknown   | currencies
          "amount": 1000, | "amount": null,         | parameter_missing   | amount
          "eur"           | "EURO"                  | currency_invalid    | currency
          "eur"           | "XAU"                   | currency_invalid    | currency
          "eur"           | 7                       | parameter_invalid   | currency
          4242424242424242| 4242424242424241        | incorrect_number    | payment_method.card.number
          4242424242424242| 4242                    | incorrect_number    | payment_method.card.number
          2040            | 2020                    | card_expired        | payment_method.card.exp_year
          "exp_month": 12 | "exp_month": 13         | parameter_invalid   | payment_method.card.exp_month
          "123"           | "12"                    | invalid_cvc         | payment_method.card.cvc
          "123"           | "1234"                  | invalid_cvc         | payment_method.card.cvc
          "type": "card"  | "type": "cash"          | parameter_invalid   | payment_method.type
          "automatic"     | "later"                 | parameter_invalid   | capture_method
          "cvc"           | "cvv"                   | parameter_unknown   | payment_method.card.cvv
          """)
  void aWrongFieldIsNamed(String part, String instead, String code, String param) {
    String body = GOOD.replace(part.strip(), instead.strip());
    assertThat(body).isNotEqualTo(GOOD);
    Answer refused = merchant.pay(body);
    assertThat(refused.status()).as(refused.http().body()).isEqualTo(400);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.text("/code")).as(refused.http().body()).isEqualTo(code.strip());
    assertThat(refused.text("/param")).isEqualTo(param.strip());
    assertThat(refused.text("/detail")).isNotBlank();
    assertThat(refused.text("/request_id")).isEqualTo(refused.header("Request-Id"));
    assertThat(refused.http().body()).doesNotContain("4242424242424242", "42424242", "Exception");
    assertThat(merchant.payments()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"amount\": 1000|request_malformed",
        "[]|request_malformed",
        "\"text\"|request_malformed",
        "''|request_malformed",
        "{} trailing|request_malformed",
        "{\"amount\": 1, \"amount\": 2}|request_malformed"
      })
  void aBodyThatIsNoObjectIsRefused(String body, String code) {
    Answer refused = merchant.pay(body);
    assertThat(refused.status()).as(refused.http().body()).isEqualTo(400);
    assertThat(refused.text("/code")).isEqualTo(code);
  }

  @Test
  void withoutAnIdempotencyKeyNothingMoves() {
    Answer refused = merchant.post("/v1/payments", GOOD);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/code")).isEqualTo("idempotency_key_required");
    Answer tooLong = merchant.post("/v1/payments", GOOD, "Idempotency-Key", "k".repeat(256));
    assertThat(tooLong.text("/code")).isEqualTo("idempotency_key_invalid");
    assertThat(merchant.payments()).isZero();
  }

  @Test
  void withoutAKeyOrWithAWrongOneNobodyIsServed() {
    Answer none = Served.call("POST", "/v1/payments", null, GOOD);
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.text("/code")).isEqualTo("authentication_required");
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
    Answer unknown = Served.call("GET", "/v1/payments", "sk_test_unknown", null);
    assertThat(unknown.status()).as("merchant-service is away").isEqualTo(503);
    assertThat(unknown.header("Retry-After")).isNotNull();
    assertThat(Served.call("GET", "/v1/payments", "operator-key-of-tests", null).status())
        .isEqualTo(403);
  }

  @Test
  void aBodyOfTwoMegabytesIsRefused() {
    Answer refused = merchant.pay("{\"description\": \"" + "x".repeat(2_000_000) + "\"}");
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.text("/code")).isEqualTo("body_too_large");
  }

  @Test
  void anotherMediaTypeMethodOrPathIsRefused() {
    Answer form =
        merchant.post("/v1/payments", "a=b", "Content-Type", "application/x-www-form-urlencoded");
    assertThat(form.status()).isEqualTo(415);
    assertThat(form.text("/code")).isEqualTo("media_type_unsupported");
    Answer put = Served.call("PUT", "/v1/payments", merchant.key(), GOOD);
    assertThat(put.status()).isEqualTo(405);
    assertThat(put.header("Allow")).contains("POST");
    assertThat(merchant.get("/v1/nothing").text("/code")).isEqualTo("route_unknown");
  }

  @Test
  void aMisspeltFilterIsRefused() {
    Answer refused = merchant.get("/v1/payments?statuss=failed");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/code")).isEqualTo("parameter_unknown");
    assertThat(refused.text("/param")).isEqualTo("statuss");
    assertThat(merchant.get("/v1/payments?limit=0").text("/param")).isEqualTo("limit");
    assertThat(merchant.get("/v1/payments?status=paid").text("/param")).isEqualTo("status");
  }

  @Test
  void aNulIsNoText() {
    String nul = "\\u0000";
    Answer body =
        merchant.pay(GOOD.replace("\"amount\"", "\"description\": \"" + nul + "\", \"amount\""));
    assertThat(body.status()).as(body.http().body()).isEqualTo(400);
    assertThat(body.text("/param")).isEqualTo("description");
    assertThat(merchant.get("/v1/payments?starting_after=%00").status()).isEqualTo(400);
    assertThat(merchant.get("/v1/payments/%00").status()).isIn(400, 404);
    assertThat(merchant.get("/v1/payments?created_lt=%2B999999999-01-01T00:00:00Z").status())
        .isEqualTo(400);
  }

  @Test
  void theDocumentSaysWhatIsTakenAndWhatIsAnswered() {
    var document = Served.call("GET", "/v3/api-docs", null, null).body();
    assertThat(document.at("/components/schemas/NewPayment/properties").propertyNames())
        .contains("amount", "capture_method", "payment_method");
    var pay = document.at("/paths/~1v1~1payments/post");
    assertThat(pay.at("/responses/201/content/application~1json/schema/$ref").asString())
        .endsWith("/PaymentView");
    assertThat(pay.at("/parameters").valueStream().map(p -> p.at("/name").asString()))
        .containsExactly("Idempotency-Key");
  }
}
