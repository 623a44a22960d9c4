package com.aegispay.fraud;

import static com.aegispay.fraud.RunningFraud.OPERATOR_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.fraud.RunningFraud.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules, thresholds and lists, edited over HTTP; what is edited counts for the next payment. */
@ExtendWith(SharedFraud.class)
class EditingTest {

  private final RunningFraud fraud;
  private final String merchant = TestIds.next("mer");
  private final String key;

  EditingTest(RunningFraud fraud) {
    this.fraud = fraud;
    this.key = fraud.key(merchant, false);
  }

  @Test
  void the_built_in_rules_are_listed_page_by_page() {
    Answer first = fraud.get(key, "/v1/fraud/rules");
    assertThat(first.at("has_more").asBoolean()).isTrue();
    assertThat(first.at("data").size()).isEqualTo(10);
    assertThat(first.at("data.0.id").asString()).isEqualTo("rule_card_velocity");
    assertThat(first.at("data.0.object").asString()).isEqualTo("fraud_rule");
    String last = first.at("data.9.id").asString();
    Answer second = fraud.get(key, "/v1/fraud/rules?starting_after=" + last);
    assertThat(second.at("has_more").asBoolean()).isFalse();
    assertThat(second.at("data").size()).isEqualTo(3);
    Answer back =
        fraud.get(
            key, "/v1/fraud/rules?limit=2&ending_before=" + second.at("data.0.id").asString());
    assertThat(back.at("data.1.id").asString()).isEqualTo(last);
  }

  @Test
  void a_merchant_tunes_a_rule_for_itself_and_takes_it_back() {
    PaymentStory throwaway =
        PaymentStory.ordinary(merchant).from(merchant + "@mailinator.com", null);
    assertThat(fraud.assess(throwaway.again()).at("score").asInt()).isEqualTo(20);

    Answer tuned =
        fraud.send(key, "PATCH", "/v1/fraud/rules/rule_disposable_email", "{\"points\": 90}");
    assertThat(tuned.at("points").asInt()).isEqualTo(90);
    assertThat(tuned.at("set_by").asString()).isEqualTo("merchant");
    assertThat(fraud.assess(throwaway.again()).at("decision").asString()).isEqualTo("decline");

    String other = TestIds.next("mer");
    PaymentStory elsewhere = PaymentStory.ordinary(other).from(other + "@mailinator.com", null);
    assertThat(fraud.assess(elsewhere).at("score").asInt()).isEqualTo(20);

    Answer reset = fraud.send(key, "DELETE", "/v1/fraud/rules/rule_disposable_email", null);
    assertThat(reset.at("points").asInt()).isEqualTo(20);
    assertThat(reset.at("set_by").asString()).isEqualTo("built_in");
    assertThat(fraud.assess(throwaway.again()).at("score").asInt()).isEqualTo(20);
  }

  @Test
  void a_test_key_does_not_tune_live_payments() {
    var _ = fraud.post(key, "/v1/fraud/rules", "{\"rule\": \"disposable_email\", \"points\": 90}");
    PaymentStory live =
        PaymentStory.ordinary(merchant).from(merchant + "@mailinator.com", null).live();
    assertThat(fraud.assess(live).at("score").asInt()).isEqualTo(20);
  }

  @Test
  void a_rule_is_set_once_and_changed_after_that() {
    String body = "{\"rule\": \"ip_velocity\", \"limit\": 7}";
    Answer made = fraud.post(key, "/v1/fraud/rules", body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("limit").asLong()).isEqualTo(7);
    Answer again = fraud.post(key, "/v1/fraud/rules", body);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.at("code").asString()).isEqualTo("state_conflict");
  }

  @Test
  void what_an_operator_sets_holds_for_every_merchant_that_did_not() {
    String path = "/v1/fraud/rules/rule_round_big_amount";
    PaymentStory round = PaymentStory.ordinary(merchant).amount(100_000);
    var _ = fraud.send(OPERATOR_KEY, "PATCH", path, "{\"points\": 6}");
    try {
      assertThat(fraud.get(key, path).at("set_by").asString()).isEqualTo("platform");
      assertThat(fraud.assess(round.again()).at("score").asInt()).isEqualTo(6);
      var _ = fraud.send(key, "PATCH", path, "{\"points\": 7}");
      assertThat(fraud.assess(round.again()).at("score").asInt()).isEqualTo(7);
    } finally {
      var _ = fraud.send(OPERATOR_KEY, "DELETE", path, null);
    }
  }

  @Test
  void thresholds_are_the_merchants_own() {
    assertThat(fraud.get(key, "/v1/fraud/thresholds").at("review_at").asInt()).isEqualTo(50);
    Answer set = fraud.send(key, "PATCH", "/v1/fraud/thresholds", "{\"review_at\": 5}");
    assertThat(set.at("review_at").asInt()).isEqualTo(5);
    assertThat(set.at("decline_at").asInt()).isEqualTo(80);
    PaymentStory round = PaymentStory.ordinary(merchant).amount(100_000);
    assertThat(fraud.assess(round).at("decision").asString()).isEqualTo("review");
    Answer wrong = fraud.send(key, "PATCH", "/v1/fraud/thresholds", "{\"decline_at\": 4}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.at("param").asString()).isEqualTo("decline_at");
  }

  @Test
  void a_blocked_card_is_declined_until_it_is_taken_off_the_list() {
    PaymentStory payment = PaymentStory.ordinary(merchant);
    Answer entry = block("card", payment.fingerprint());
    assertThat(entry.status()).isEqualTo(201);
    Answer blocked = fraud.assess(payment);
    assertThat(blocked.at("decision").asString()).isEqualTo("decline");
    assertThat(blocked.codes()).containsExactly("blocked_card");

    String path = "/v1/fraud/lists/" + entry.at("id").asString();
    assertThat(fraud.send(key, "DELETE", path, null).at("deleted").asBoolean()).isTrue();
    assertThat(fraud.assess(payment.again()).at("decision").asString()).isEqualTo("approve");
    assertThat(fraud.get(key, path).status()).isEqualTo(404);
  }

  @Test
  void an_allowed_value_is_approved_and_an_entry_ends_when_it_expires() {
    PaymentStory payment = PaymentStory.ordinary(merchant).from(merchant + "@mailinator.com", null);
    Answer entry =
        fraud.post(
            key,
            "/v1/fraud/lists",
            "{\"kind\": \"email_domain\", \"value\": \"MAILINATOR.com\", \"action\": \"allow\"}");
    assertThat(fraud.assess(payment).codes()).containsExactly("allowed_email_domain");
    Answer ended =
        fraud.send(
            key,
            "PATCH",
            "/v1/fraud/lists/" + entry.at("id").asString(),
            "{\"expires_at\": \"2020-01-01T00:00:00.000Z\"}");
    assertThat(ended.at("expires_at").asString()).isEqualTo("2020-01-01T00:00:00.000Z");
    assertThat(fraud.assess(payment.again()).codes()).containsExactly("disposable_email");
  }

  @Test
  void lists_are_paged_filtered_and_each_merchants_own() {
    Answer card = block("card", "fp_paged");
    Answer ip = block("ip", "203.0.113.9");
    Answer page = fraud.get(key, "/v1/fraud/lists?limit=1");
    assertThat(page.at("has_more").asBoolean()).isTrue();
    assertThat(List.of(card.at("id").asString(), ip.at("id").asString()))
        .contains(page.at("data.0.id").asString());
    assertThat(fraud.get(key, "/v1/fraud/lists?kind=ip").at("data.0.value").asString())
        .isEqualTo("203.0.113.9");
    String other = fraud.key(TestIds.next("mer"), false);
    assertThat(fraud.get(other, "/v1/fraud/lists").at("data").size()).isZero();
    assertThat(fraud.get(other, "/v1/fraud/lists/" + card.at("id").asString()).status())
        .isEqualTo(404);
  }

  @Test
  void what_cannot_be_is_refused_with_the_parameter_named() {
    assertThat(block("card", "4242424242424242").at("param").asString()).isEqualTo("value");
    assertThat(block("colour", "red").at("param").asString()).isEqualTo("kind");
    assertThat(block("ip", "203.0.113.1").status()).isEqualTo(201);
    assertThat(block("ip", "203.0.113.1").status()).isEqualTo(409);
    String rule = "/v1/fraud/rules/rule_card_velocity";
    assertThat(fraud.send(key, "PATCH", rule, "{\"points\": 101}").at("param").asString())
        .isEqualTo("points");
    assertThat(fraud.send(key, "PATCH", rule, "{\"pionts\": 1}").at("code").asString())
        .isEqualTo("parameter_unknown");
    assertThat(
            fraud
                .send(key, "PATCH", "/v1/fraud/rules/rule_country_mismatch", "{\"limit\": 1}")
                .at("param")
                .asString())
        .isEqualTo("limit");
    assertThat(fraud.get(key, "/v1/fraud/rules/rule_none").status()).isEqualTo(404);
  }

  private Answer block(String kind, String value) {
    return fraud.post(
        key,
        "/v1/fraud/lists",
        "{\"kind\": \"%s\", \"value\": \"%s\", \"action\": \"block\"}".formatted(kind, value));
  }
}
