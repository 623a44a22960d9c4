package com.aegispay.payments.feed;

import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.payments.flow.SettlePayments;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What settlement-service says of payments. */
public final class SettlementFeed {

  private record Event(Data data) {}

  private record Data(String settlement, List<String> payments) {}

  private final SettlePayments settle;
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public SettlementFeed(SettlePayments settle) {
    this.settle = settle;
  }

  public void apply(ReceivedEvent event) {
    if (event.type().equals("settlement.payments_settled")) {
      Data data = json.readValue(event.body(), Event.class).data();
      MerchantId merchant = new MerchantId(event.merchantId());
      for (String payment : data.payments()) {
        settle.settle(merchant, new PaymentId(payment), data.settlement());
      }
    }
  }
}
