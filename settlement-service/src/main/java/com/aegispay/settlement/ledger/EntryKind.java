package com.aegispay.settlement.ledger;

import java.util.Locale;

/**
 * What an entry records. All are balance transactions of the merchant but {@link #SETTLEMENT},
 * {@link #RETURN} and {@link #RETURN_REVERSED}.
 */
public enum EntryKind {
  /** A capture, with its fee. */
  CHARGE,
  /** A refund that succeeded. */
  REFUND,
  /** A refund that had succeeded came back from the customer's bank. */
  REFUND_FAILURE,
  /** Money that no payment counts came back after it had been given back: the customer's. */
  RETURN,
  /** What had come back was given back anew. */
  RETURN_REVERSED,
  /** Pending money became payable: it moves within what is owed to the merchant. */
  SETTLEMENT,
  /** Payable money left for the merchant's bank. */
  PAYOUT;

  /** The name in the books and in the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a settlement closes entries of this kind. */
  public boolean isSettled() {
    return switch (this) {
      case CHARGE, REFUND, REFUND_FAILURE -> true;
      case RETURN, RETURN_REVERSED, SETTLEMENT, PAYOUT -> false;
    };
  }
}
