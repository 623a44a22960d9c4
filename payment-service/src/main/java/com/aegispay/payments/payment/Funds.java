package com.aegispay.payments.payment;

import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;

/**
 * Where a payment's money is. Always {@code captured + released <= authorized} and {@code refunded
 * + refundPending <= captured}; a value that breaks this cannot be made.
 *
 * @param released authorised, and given back without being captured
 * @param refundPending reserved by refunds whose outcome is not known yet
 */
public record Funds(
    Money authorized, Money captured, Money released, Money refunded, Money refundPending) {

  public Funds {
    if (captured.plus(released).exceeds(authorized)
        || refunded.plus(refundPending).exceeds(captured)
        || captured.minor() < 0
        || released.minor() < 0
        || refunded.minor() < 0
        || refundPending.minor() < 0) {
      throw new IllegalArgumentException(
          "impossible funds: authorized %s, captured %s, released %s, refunded %s, pending %s"
              .formatted(authorized, captured, released, refunded, refundPending));
    }
  }

  static Funds none(CurrencyCode currency) {
    Money zero = Money.zero(currency);
    return new Funds(zero, zero, zero, zero, zero);
  }

  /** What may still be captured or released. */
  public Money capturable() {
    return authorized.minus(captured).minus(released);
  }

  /** What may still be refunded. */
  public Money refundable() {
    return captured.minus(refunded).minus(refundPending);
  }

  Funds authorize(Money amount) {
    return new Funds(authorized.plus(amount), captured, released, refunded, refundPending);
  }

  Funds capture(Money amount) {
    return new Funds(authorized, captured.plus(amount), released, refunded, refundPending);
  }

  Funds release(Money amount) {
    return new Funds(authorized, captured, released.plus(amount), refunded, refundPending);
  }

  Funds reserveRefund(Money amount) {
    return new Funds(authorized, captured, released, refunded, refundPending.plus(amount));
  }

  Funds refund(Money amount) {
    return new Funds(
        authorized, captured, released, refunded.plus(amount), refundPending.minus(amount));
  }

  Funds reverseRefund(Money amount) {
    return new Funds(authorized, captured, released, refunded.minus(amount), refundPending);
  }

  Funds dropRefund(Money amount) {
    return new Funds(authorized, captured, released, refunded, refundPending.minus(amount));
  }
}
