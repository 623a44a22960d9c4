package com.aegispay.settlement;

import static com.aegispay.settlement.ServedApi.OPERATOR;
import static com.aegispay.settlement.ServedApi.awaitReceived;
import static com.aegispay.settlement.ServedApi.call;
import static com.aegispay.settlement.ServedApi.capture;
import static com.aegispay.settlement.ServedApi.captured;
import static com.aegispay.settlement.ServedApi.event;
import static com.aegispay.settlement.ServedApi.keyOf;
import static com.aegispay.settlement.ServedApi.newId;
import static com.aegispay.settlement.ServedApi.newMerchant;
import static com.aegispay.settlement.ServedApi.publish;
import static com.aegispay.settlement.ServedApi.refund;
import static com.aegispay.settlement.ServedApi.settle;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.settlement.ServedApi.TestMerchant;
import com.aegispay.testkit.Door.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ServedApiTest {

  @Test
  void a_capture_and_a_refund_reach_the_balance_and_a_run_pays_them_out() {
    TestMerchant ada = newMerchant();
    String payment = newId("pay");
    String refund = newId("re");
    capture(ada, payment, 9_999, "EUR");
    refund(ada, payment, refund, 2_000);

    assertThat(get(ada, "/v1/balance").raw())
        .isEqualTo(
            """
            {"object":"balance","available":[{"amount":0,"currency":"EUR"}],\
            "pending":[{"amount":7679,"currency":"EUR"}],"livemode":false}""");
    JsonNode transactions = get(ada, "/v1/balance_transactions").body().get("data");
    assertThat(transactions).hasSize(2);
    assertThat(told(transactions.get(0), "type", "source", "amount", "fee", "net"))
        .isEqualTo("refund %s -2000 0 -2000".formatted(refund));
    assertThat(told(transactions.get(1), "type", "source", "amount", "fee", "net"))
        .isEqualTo("charge %s 9999 320 9679".formatted(payment));
    assertThat(told(transactions.get(1), "status", "settlement", "created_at"))
        .isEqualTo("pending null 2026-01-01T12:00:00.000Z");

    Answer run = settle(ada);

    assertThat(run.number("/settlements")).isEqualTo(1);
    assertThat(run.number("/payouts")).isEqualTo(1);
    assertThat(get(ada, "/v1/balance").number("/pending/0/amount")).isZero();
    JsonNode settlement = get(ada, "/v1/settlements").body().at("/data/0");
    assertThat(settlement.get("net").longValue()).isEqualTo(7_679);
    JsonNode payout = get(ada, "/v1/payouts").body().at("/data/0");
    assertThat(payout.get("amount").longValue()).isEqualTo(7_679);
    assertThat(get(ada, "/v1/payouts/" + settlement.get("payout").asString()).body())
        .isEqualTo(payout);
    assertThat(get(ada, "/v1/settlements/" + payout.get("settlement").asString()).body())
        .isEqualTo(settlement);
    JsonNode after = get(ada, "/v1/balance_transactions").body().get("data");
    assertThat(after).hasSize(3);
    assertThat(after.get(0).get("type").asString()).isEqualTo("payout");
    assertThat(after.get(0).get("net").longValue()).isEqualTo(-7_679);
    assertThat(after.get(2).get("settlement")).isEqualTo(settlement.get("id"));
    Answer trial = call("GET", "/v1/ledger/trial_balance", OPERATOR, null);
    assertThat(trial.body().get("balanced").booleanValue()).isTrue();
    assertThat(trial.raw()).contains("gateway_receivable:sandbox_alpha");
  }

  @Test
  void the_same_event_twice_posts_once() {
    TestMerchant ada = newMerchant();
    String first = newId("pay");
    String event = captured(ada, first, 1_000, "JPY");
    publish("payments", event);
    publish("payments", event);
    capture(ada, newId("pay"), 1_000, "JPY");
    awaitReceived(ada, first, 1);

    assertThat(get(ada, "/v1/balance").number("/pending/0/amount")).isEqualTo(2 * (1_000 - 59));
  }

  @Test
  void a_merchant_whose_plan_has_not_arrived_pays_the_standard_fee() {
    TestMerchant ada = newMerchant();
    capture(ada, newId("pay"), 10_000, "KWD");
    feePlan(ada, 1, 12, 100);
    capture(ada, newId("pay"), 10_000, "KWD");

    assertThat(get(ada, "/v1/balance").number("/pending/0/amount"))
        .isEqualTo((10_000 - 290 - 30) + (10_000 - 100 - 5));
  }

  @Test
  void a_capture_costs_what_was_valid_when_it_happened_however_late_it_is_booked() {
    TestMerchant ada = newMerchant();
    feePlan(ada, 1, 11, 100);
    feePlan(ada, 2, 13, 200);
    capture(ada, newId("pay"), 10_000, "KWD");

    assertThat(get(ada, "/v1/balance").number("/pending/0/amount")).isEqualTo(10_000 - 100 - 5);

    String later = newId("pay");
    publish("payments", at(13, captured(ada, later, 10_000, "KWD")));
    awaitReceived(ada, later, 1);

    assertThat(get(ada, "/v1/balance").number("/pending/0/amount"))
        .isEqualTo((10_000 - 100 - 5) + (10_000 - 200 - 5));
  }

  private static void feePlan(TestMerchant merchant, long sequence, int hour, int basisPoints) {
    String data =
        "{\"id\": \"%s\", \"fee_plan\": {\"basis_points\": %d, \"fixed_minor\": 5}}"
            .formatted(merchant.id(), basisPoints);
    publish(
        "merchants", at(hour, event(merchant, "merchant.updated", merchant.id(), sequence, data)));
    awaitReceived(merchant, merchant.id(), sequence);
  }

  private static String at(int hour, String event) {
    return event.replace("T12:00", "T%d:00".formatted(hour));
  }

  @Test
  void lists_are_paged_newest_first_without_gap() {
    TestMerchant ada = newMerchant();
    for (int i = 0; i < 5; i++) {
      capture(ada, newId("pay"), 1_000 + i, "EUR");
    }

    Answer newest = get(ada, "/v1/balance_transactions?limit=2");
    assertThat(newest.body().get("has_more").booleanValue()).isTrue();
    assertThat(newest.number("/data/0/amount")).isEqualTo(1_004);
    Answer next =
        get(ada, "/v1/balance_transactions?limit=10&starting_after=" + newest.text("/data/1/id"));
    assertThat(next.body().get("has_more").booleanValue()).isFalse();
    assertThat(next.body().get("data"))
        .extracting(of -> of.get("amount").longValue())
        .containsExactly(1_002L, 1_001L, 1_000L);
    Answer back =
        get(ada, "/v1/balance_transactions?limit=10&ending_before=" + next.text("/data/1/id"));
    assertThat(back.body().get("data"))
        .extracting(of -> of.get("amount").longValue())
        .containsExactly(1_004L, 1_003L, 1_002L);
  }

  @Test
  void another_merchants_and_the_other_modes_objects_are_not_there() {
    TestMerchant ada = newMerchant();
    capture(ada, newId("pay"), 5_000, "EUR");
    assertThat(settle(ada).number("/settlements")).isEqualTo(1);
    String settlement = get(ada, "/v1/settlements").text("/data/0/id");
    String payout = get(ada, "/v1/payouts").text("/data/0/id");

    for (TestMerchant other : List.of(newMerchant(), keyOf(ada.id(), true))) {
      assertThat(get(other, "/v1/settlements/" + settlement).text("/code"))
          .isEqualTo("resource_missing");
      assertThat(get(other, "/v1/payouts/" + payout).status()).isEqualTo(404);
      for (String list : List.of("settlements", "payouts", "balance_transactions")) {
        assertThat(get(other, "/v1/" + list).body().get("data")).isEmpty();
      }
      assertThat(get(other, "/v1/balance").body().get("pending")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/settlement_runs/run_1",
        "POST /v1/settlement_runs",
        "GET /v1/ledger/trial_balance"
      })
  void merchants_may_not_do_what_operators_do(String request) {
    String[] parts = request.split(" ", -1);

    assertThat(call(parts[0], parts[1], newMerchant().key(), null).text("/code"))
        .isEqualTo("permission_denied");
    assertThat(call(parts[0], parts[1], null, null).text("/code"))
        .isEqualTo("authentication_required");
  }

  @Test
  void operators_have_no_balance() {
    assertThat(call("GET", "/v1/balance", OPERATOR, null).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"merchant": "me"}                   | parameter_invalid | merchant
          {"merchant": 1}                      | parameter_invalid | merchant
          {"livemode": "yes"}                  | parameter_invalid | livemode
          {"up_to": "yesterday"}               | parameter_invalid | up_to
          {"upto": "2026-01-01T00:00:00Z"}     | parameter_unknown | upto
          """)
  void a_bad_order_gets_a_clear_problem(String body, String code, String param) {
    Answer answer = call("POST", "/v1/settlement_runs", OPERATOR, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.text("/param")).isEqualTo(param);
  }

  @Test
  void an_order_without_an_idempotency_key_moves_nothing() {
    Answer answer = call("POST", "/v1/settlement_runs", OPERATOR, "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/code")).isEqualTo("idempotency_key_required");
  }

  @Test
  void an_order_repeated_with_its_key_is_the_same_run() {
    TestMerchant ada = newMerchant();
    String body = "{\"merchant\": \"%s\"}".formatted(ada.id());
    String key = newId("key");

    Answer first = call("POST", "/v1/settlement_runs", OPERATOR, body, "Idempotency-Key", key);
    Answer second = call("POST", "/v1/settlement_runs", OPERATOR, body, "Idempotency-Key", key);

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.raw()).isEqualTo(first.raw());
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(call("POST", "/v1/settlement_runs", OPERATOR, "{}", "Idempotency-Key", key).status())
        .isEqualTo(422);
  }

  @Test
  void a_run_that_does_not_exist_is_missing() {
    assertThat(call("GET", "/v1/settlement_runs/run_1", OPERATOR, null).text("/code"))
        .isEqualTo("resource_missing");
  }

  private static String told(JsonNode object, String... fields) {
    return Stream.of(fields)
        .map(field -> object.get(field).isNull() ? "null" : object.get(field).asString())
        .collect(Collectors.joining(" "));
  }

  private static Answer get(TestMerchant merchant, String path) {
    return call("GET", path, merchant.key(), null);
  }
}
