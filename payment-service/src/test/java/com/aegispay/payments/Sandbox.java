package com.aegispay.payments;

/** The sandbox gateways' own books, as their companies would see them. */
final class Sandbox {

  private Sandbox() {}

  /** The customer passes the challenge of an automatic payment, and the gateway's word is lost. */
  static void approvesUnheard(String attempt) {
    int booked =
        Served.database()
            .sql(
                """
                with o as (
                  update sandbox.operations set status = 'approved'
                  where attempt = ? and status = 'requires_action' returning *)
                insert into sandbox.charges
                  (gateway, reference, attempt, currency, amount_held, amount_captured, script)
                select gateway, reference, attempt, currency, amount, amount, script from o
                """)
            .param(attempt)
            .update();
    if (booked != 1) {
      throw new AssertionError("no challenge waits: " + attempt);
    }
  }

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
