package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentHistory;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.store.History;
import com.aegispay.payments.store.Payments;
import com.aegispay.testkit.Door.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A payment as it was, and the snapshots that a long history is read from. */
class HistoryTest {

  private static final String GOOD = "4242424242424242";

  private final Merchant merchant = Served.newMerchant();

  @Test
  void aPaymentIsShownAsItWasAtATime() {
    Answer authorized = merchant.pay(Served.order(GOOD, "manual"));
    String path = "/v1/payments/" + authorized.text("/id");
    String then = authorized.text("/updated_at");
    assertThat(merchant.change(path + "/capture", "{\"amount\": 400}").status()).isEqualTo(200);

    Answer past = merchant.get(path + "?as_of=" + then);
    assertThat(past.body()).isEqualTo(authorized.body());
    assertThat(past.header("ETag")).isEqualTo(authorized.header("ETag"));
    assertThat(merchant.get(path + "?as_of=2999-01-01T00:00:00Z").body())
        .isEqualTo(merchant.get(path).body());
  }

  @Test
  void beforeItsFirstEventThereIsNoPayment() {
    String path = "/v1/payments/" + merchant.pay(Served.order(GOOD)).text("/id");
    assertThat(merchant.get(path + "?as_of=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    assertThat(merchant.get(path + "?as_of=yesterday").text("/param")).isEqualTo("as_of");
  }

  @Test
  void anExplanationTellsEveryGatewayThatWasConsideredAndWhy() {
    Served.forgiveGateways();
    String path = "/v1/payments/" + merchant.pay(Served.order("4000000000110025")).text("/id");
    JsonNode decisions = merchant.get(path + "/explain").body().at("/decisions");
    assertThat(decisions.at("/0/decision").asString()).isEqualTo("risk");
    assertThat(decisions.at("/0/because/reasons/0").asString()).isEqualTo("risk_check_unavailable");
    assertThat(decisions.at("/1/decision").asString()).isEqualTo("route");
    assertThat(decisions.at("/1/because/policy").asString()).isEqualTo("health_then_cost.1");
    assertThat(decisions.at("/1/because/gateways").size()).isEqualTo(3);
    assertThat(decisions.at("/1/because/gateways/0/gateway").asString()).isEqualTo("sandbox_alpha");
    assertThat(decisions.at("/1/because/gateways/0/breaker").asString()).isEqualTo("closed");
    assertThat(decisions.at("/3/decision").asString()).isEqualTo("fallback");
    assertThat(decisions.at("/3/because/before").asString())
        .isEqualTo(decisions.at("/2/because/code").asString());
  }

  @Test
  void anExplanationTellsWhyAGatewayWasNotAsked() {
    String order =
        Served.order(GOOD).replace("\"currency\"", "\"gateway\": \"sandbox_beta\", \"currency\"");
    String path = "/v1/payments/" + merchant.pay(order).text("/id");
    JsonNode gateways = merchant.get(path + "/explain").body().at("/decisions/1/because/gateways");
    assertThat(gateways.at("/0/excluded").isNull()).isTrue();
    assertThat(gateways.at("/1/excluded").asString()).isEqualTo("not_wanted");
  }

  @Test
  void aLongHistoryIsReadFromItsSnapshotAndIsTheSameAsItsReplay() {
    PaymentId id = new PaymentId(merchant.pay(Served.order(GOOD, "manual")).text("/id"));
    for (int i = 0; i < 30; i++) {
      Answer part = merchant.change("/v1/payments/" + id + "/capture", "{\"amount\": 10}");
      assertThat(part.status()).isEqualTo(200);
    }
    MerchantId owner = new MerchantId(merchant.id());
    long snapshotAt =
        Served.database()
            .sql("select sequence from payment_snapshots where payment_id = ?")
            .param(id.value())
            .query(Long.class)
            .single();
    assertThat(snapshotAt).isBetween(50L, 63L);

    Payment replayed = PaymentHistory.replay(Served.bean(History.class).events(owner, id));
    assertThat(replayed.version()).isEqualTo(63);
    assertThat(Served.bean(Payments.class).find(owner, id)).contains(replayed);
    assertThat(tampered(id, "\"CAPTURE\"", "\"REFUND\"")).isEqualTo(1);
    assertThat(Served.bean(Payments.class).find(owner, id))
        .as("it was read from the snapshot")
        .isPresent()
        .get()
        .isNotEqualTo(replayed);
    assertThat(tampered(id, "\"REFUND\"", "\"CAPTURE\"")).isEqualTo(1);
  }

  @Test
  void aSnapshotInAFormOfAnotherProgramIsNotRead() {
    PaymentId id = new PaymentId(merchant.pay(Served.order(GOOD, "manual")).text("/id"));
    for (int i = 0; i < 12; i++) {
      Answer part = merchant.change("/v1/payments/" + id + "/capture", "{\"amount\": 10}");
      assertThat(part.status()).isEqualTo(200);
    }
    int changed =
        Served.database()
            .sql("update payment_snapshots set form = 0, state = '{}' where payment_id = ?")
            .param(id.value())
            .update();
    assertThat(changed).isEqualTo(1);
    assertThat(merchant.change("/v1/payments/" + id + "/capture", "{\"amount\": 10}").status())
        .isEqualTo(200);
  }

  private static int tampered(PaymentId id, String from, String to) {
    return Served.database()
        .sql("update payment_snapshots set state = replace(state, ?, ?) where payment_id = ?")
        .params(from, to, id.value())
        .update();
  }
}
