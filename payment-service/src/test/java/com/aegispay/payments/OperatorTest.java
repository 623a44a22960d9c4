package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorTest {

  private static final String OPERATOR = "operator-key-of-tests";
  private static final String SILENT_FOR_EVER = "4000000000110041";
  private final Merchant merchant = Served.newMerchant();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"outcome\": \"approved\", \"reference\": \"ch_1\" | captured",
        "\"outcome\": \"declined\"                          | failed",
        "\"outcome\": \"never_received\"                    | failed"
      })
  void anOperatorEndsADoubtAndItIsOnRecord(String word, String state) {
    Answer doubted = merchant.pay(Served.order(SILENT_FOR_EVER));
    assertThat(doubted.status()).isEqualTo(202);
    String id = doubted.text("/attempts/0/id");
    Answer listed = Served.call("GET", "/v1/attempts?status=unknown&limit=100", OPERATOR, null);
    assertThat(listed.body().at("/data").valueStream().map(row -> row.at("/id").asString()))
        .as(listed.http().body())
        .contains(id);

    String body = "{" + word.strip() + ", \"reason\": \"their ledger says so\"}";
    Answer resolved = Served.call("POST", "/v1/attempts/" + id + "/resolve", OPERATOR, body);
    assertThat(resolved.status()).as(resolved.http().body()).isEqualTo(200);
    assertThat(resolved.text("/status")).isEqualTo(state);
    String path = "/v1/payments/" + doubted.text("/id");
    assertThat(merchant.get(path).text("/status")).isEqualTo(state);
    assertThat(merchant.get(path + "/events?limit=100").http().body())
        .contains("payment.outcome_resolved")
        .doesNotContain("their ledger");
    assertThat(Served.call("POST", "/v1/attempts/" + id + "/resolve", OPERATOR, body).status())
        .isEqualTo(409);
  }

  @Test
  void whatTheGatewaySaysWhenItIsAskedOnceMoreCountsMoreThanTheOperatorsWord() {
    Answer doubted = merchant.pay(Served.order("4000000000110009"));
    String id = doubted.text("/attempts/0/id");
    Answer refused =
        Served.call(
            "POST",
            "/v1/attempts/" + id + "/resolve",
            OPERATOR,
            "{\"outcome\": \"declined\", \"reason\": \"a guess\"}");
    assertThat(refused.status()).as(refused.http().body()).isEqualTo(409);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(merchant.get("/v1/payments/" + doubted.text("/id")).text("/status"))
                    .isEqualTo("captured"));
  }

  @Test
  void aWordThatIsSentTwiceIsTakenOnceAndItsKeyIsOfThatWordAlone() {
    Answer doubted = merchant.pay(Served.order(SILENT_FOR_EVER));
    String path = "/v1/attempts/" + doubted.text("/attempts/0/id") + "/resolve";
    String key = "resolve-" + doubted.text("/id");
    String word = "{\"outcome\": \"declined\", \"reason\": \"their ledger says so\"}";
    Answer first = Served.call("POST", path, OPERATOR, word, "Idempotency-Key", key);
    assertThat(first.status()).as(first.http().body()).isEqualTo(200);

    Answer second = Served.call("POST", path, OPERATOR, word, "Idempotency-Key", key);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.http().body()).isEqualTo(first.http().body());
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(merchant.get("/v1/payments/" + doubted.text("/id")).body().at("/version"))
        .isEqualTo(first.body().at("/version"));

    Answer other =
        Served.call(
            "POST", path, OPERATOR, word.replace("ledger", "clerk"), "Idempotency-Key", key);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("/code")).isEqualTo("idempotency_key_reused");
    Answer malformed =
        Served.call("POST", path, OPERATOR, word, "Idempotency-Key", "k".repeat(256));
    assertThat(malformed.status()).isEqualTo(400);
  }

  @Test
  void whileTheFirstIsBeingDoneItsDoubleIsToldSoAndTakesNothing() throws SQLException {
    Answer doubted = merchant.pay(Served.order(SILENT_FOR_EVER));
    String path = "/v1/attempts/" + doubted.text("/attempts/0/id") + "/resolve";
    String word = "{\"outcome\": \"declined\", \"reason\": \"their ledger says so\"}";
    String key = "double-" + doubted.text("/id");
    try (Connection first = Served.testDatabase().connectAsAdmin()) {
      first.setAutoCommit(false);
      try (var lock =
          first.prepareStatement(
              "select pg_advisory_xact_lock(hashtextextended('paymentoperatortrue' || ?, 0))")) {
        lock.setString(1, key);
        lock.execute();
        Answer second = Served.call("POST", path, OPERATOR, word, "Idempotency-Key", key);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("/code")).isEqualTo("idempotency_key_in_use");
        assertThat(second.header("Retry-After")).isEqualTo("1");
      }
      first.rollback();
    }
    Answer third = Served.call("POST", path, OPERATOR, word, "Idempotency-Key", key);
    assertThat(third.status()).as("the double left nothing").isEqualTo(200);
  }

  @Test
  void noMerchantSeesOrResolvesAttempts() {
    assertThat(merchant.get("/v1/attempts").status()).isEqualTo(403);
    assertThat(
            merchant
                .post("/v1/attempts/att_1/resolve", "{\"outcome\":\"declined\",\"reason\":\"x\"}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void anApprovalWithoutAReferenceOrAReasonIsRefused() {
    String path = "/v1/attempts/att_1/resolve";
    Answer noReference =
        Served.call("POST", path, OPERATOR, "{\"outcome\":\"approved\",\"reason\":\"x\"}");
    assertThat(noReference.text("/param")).isEqualTo("reference");
    Answer noReason = Served.call("POST", path, OPERATOR, "{\"outcome\":\"declined\"}");
    assertThat(noReason.text("/param")).isEqualTo("reason");
  }
}
