package com.aegispay.settlement.ledger;

/**
 * An account of a book. The book says whose it is and in which mode, the posting in which currency.
 *
 * <pre>
 * account                       nature     its balance is
 * gateway_receivable:{gateway}  asset      what the gateway owes the platform
 * merchant_pending              liability  owed to the merchant, not settled yet
 * merchant_payable              liability  settled, not paid out yet (negative: carried over)
 * merchant_payout               liability  paid out, on its way to the merchant's bank
 * customer_returns              liability  owed to customers: came back from what was given back
 * platform_fees                 income     what the platform earned
 * </pre>
 */
public sealed interface Account {

  /** The name in the books. */
  String code();

  record GatewayReceivable(String gateway) implements Account {
    public GatewayReceivable {
      if (gateway.isBlank()) {
        throw new IllegalArgumentException("a receivable is of a gateway");
      }
    }

    @Override
    public String code() {
      return "gateway_receivable:" + gateway;
    }
  }

  record MerchantPending() implements Account {
    @Override
    public String code() {
      return "merchant_pending";
    }
  }

  record MerchantPayable() implements Account {
    @Override
    public String code() {
      return "merchant_payable";
    }
  }

  record MerchantPayout() implements Account {
    @Override
    public String code() {
      return "merchant_payout";
    }
  }

  record CustomerReturns() implements Account {
    @Override
    public String code() {
      return "customer_returns";
    }
  }

  record PlatformFees() implements Account {
    @Override
    public String code() {
      return "platform_fees";
    }
  }
}
