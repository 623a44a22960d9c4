package com.aegispay.payments.risk;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import org.jspecify.annotations.Nullable;

/** Says what is risked with a payment. It always answers. */
@FunctionalInterface
public interface RiskCheck {

  /** What is asked about; the payment does not exist yet. */
  record Question(
      PaymentId payment,
      MerchantId merchant,
      boolean livemode,
      Money amount,
      Details.Card card,
      Details.@Nullable Customer customer) {}

  Details.Risk ask(Question question);
}
