package com.aegispay.settlement.ledger;

import com.aegispay.money.Money;
import com.aegispay.settlement.ledger.Account.CustomerReturns;
import com.aegispay.settlement.ledger.Account.GatewayReceivable;
import com.aegispay.settlement.ledger.Account.MerchantPayable;
import com.aegispay.settlement.ledger.Account.MerchantPayout;
import com.aegispay.settlement.ledger.Account.MerchantPending;
import com.aegispay.settlement.ledger.Account.PlatformFees;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which entry each fact makes.
 *
 * <pre>
 * fact        debit                          credit
 * charge      gateway_receivable  amount     merchant_pending    amount - fee
 *                                            platform_fees       fee
 * refund      merchant_pending    amount     gateway_receivable  amount
 * returned    gateway_receivable  amount     merchant_pending    amount
 * return      gateway_receivable  amount     customer_returns    amount
 *   reversed  customer_returns    amount     gateway_receivable  amount
 * settlement  merchant_pending    net        merchant_payable    net
 * payout      merchant_payable    amount     merchant_payout     amount
 * </pre>
 *
 * <p>A return is of money that a gateway took after the payment's end and that was given back at
 * once: neither is booked, but when it comes back the gateway owes it, and the customer is owed it.
 *
 * <p>A negative side changes columns (a fee above the amount, a negative net); a side of nothing is
 * left out.
 */
public final class Bookkeeping {

  private Bookkeeping() {}

  /** A capture of {@code amount} and its fee. */
  public static Entry charge(
      Book book, Cause cause, Instant occurredAt, String gateway, Money amount, FeePlan plan) {
    requirePositive(amount);
    Money fee = plan.on(amount);
    return new Entry(
        book,
        EntryKind.CHARGE,
        cause.subject(),
        cause,
        occurredAt,
        postings(
            List.of(
                debit(new GatewayReceivable(gateway), amount),
                credit(new MerchantPending(), amount.minus(fee)),
                credit(new PlatformFees(), fee))));
  }

  /** A refund of {@code amount}, which the gateway takes out of what it owes. */
  public static Entry refund(
      Book book, Cause cause, Instant occurredAt, String refund, String gateway, Money amount) {
    requirePositive(amount);
    return new Entry(
        book,
        EntryKind.REFUND,
        refund,
        cause,
        occurredAt,
        postings(
            List.of(
                debit(new MerchantPending(), amount),
                credit(new GatewayReceivable(gateway), amount))));
  }

  /**
   * A refund of {@code amount} that came back from the customer's bank: its entry, the other way.
   */
  public static Entry refundFailure(
      Book book, Cause cause, Instant occurredAt, String refund, String gateway, Money amount) {
    requirePositive(amount);
    return new Entry(
        book,
        EntryKind.REFUND_FAILURE,
        refund,
        cause,
        occurredAt,
        postings(
            List.of(
                debit(new GatewayReceivable(gateway), amount),
                credit(new MerchantPending(), amount))));
  }

  /** What was given back to a customer outside the payment's money came back to the gateway. */
  public static Entry returned(
      Book book, Cause cause, Instant occurredAt, String gateway, Money amount) {
    requirePositive(amount);
    return ofReturn(EntryKind.RETURN, book, cause, occurredAt, gateway, amount);
  }

  /** What had come back was given back anew: the entry of its return, the other way. */
  public static Entry returnReversed(
      Book book, Cause cause, Instant occurredAt, String gateway, Money amount) {
    requirePositive(amount);
    return ofReturn(EntryKind.RETURN_REVERSED, book, cause, occurredAt, gateway, amount.negated());
  }

  private static Entry ofReturn(
      EntryKind kind, Book book, Cause cause, Instant occurredAt, String gateway, Money amount) {
    return new Entry(
        book,
        kind,
        cause.subject(),
        cause,
        occurredAt,
        postings(
            List.of(
                debit(new GatewayReceivable(gateway), amount),
                credit(new CustomerReturns(), amount))));
  }

  /** Pending money of this net becomes payable; nothing to post when the net is zero. */
  public static Optional<Entry> settlement(Book book, Cause cause, Instant occurredAt, Money net) {
    return net.isZero()
        ? Optional.empty()
        : Optional.of(
            new Entry(
                book,
                EntryKind.SETTLEMENT,
                cause.subject(),
                cause,
                occurredAt,
                postings(
                    List.of(
                        debit(new MerchantPending(), net), credit(new MerchantPayable(), net)))));
  }

  /** Payable money leaves for the merchant's bank. */
  public static Entry payout(Book book, Cause cause, Instant occurredAt, Money amount) {
    requirePositive(amount);
    return new Entry(
        book,
        EntryKind.PAYOUT,
        cause.subject(),
        cause,
        occurredAt,
        postings(
            List.of(debit(new MerchantPayable(), amount), credit(new MerchantPayout(), amount))));
  }

  private static Optional<Posting> debit(Account account, Money amount) {
    return amount.isZero() ? Optional.empty() : Optional.of(new Posting(account, amount));
  }

  private static Optional<Posting> credit(Account account, Money amount) {
    return debit(account, amount.negated());
  }

  private static List<Posting> postings(List<Optional<Posting>> sides) {
    return sides.stream().flatMap(Optional::stream).toList();
  }

  private static void requirePositive(Money amount) {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a fact of money is of a positive amount: " + amount);
    }
  }
}
