package com.aegispay.payments;

/** The sandbox gateways' own books, as their companies would see them. */
final class Sandbox {

  private Sandbox() {}

  /** What an attempt's charge holds or has taken, and not given back; in minor units. */
  static long moneyOf(String attempt) {
    return Served.database()
        .sql(
            """
            select coalesce(sum(amount_held - amount_released - amount_refunded), 0)
            from sandbox.charges where attempt = ?
            """)
        .param(attempt)
        .query(Long.class)
        .single();
  }
}
