package com.aegispay.payments.gateway.sandbox.server;

import com.aegispay.payments.gateway.sandbox.SandboxProtocol;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Charges that wait for the customer, in the books. */
final class Challenges {

  private static final String COMPLETE =
      """
      with o as (
        update operations set status = :status, code = :code, decline_code = :decline, message = :message, notice_at = :now
        where gateway = :gateway and reference = :reference and kind = 'charge' and status = 'requires_action'
        returning *),
      c as (
        insert into charges (gateway, reference, attempt, currency, amount_held, amount_captured, script)
        select gateway, reference, attempt, currency, amount, case when capture then amount else 0 end, script
        from o where status = 'approved')
      select count(*) from o
      """;

  private final JdbcClient jdbc;

  Challenges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A charge of which the customer was asked something.
   *
   * @param status {@code requires_action} while nothing was answered
   */
  record Challenge(
      String status, long amount, String currency, String script, @Nullable String returnUrl) {

    boolean isOpen() {
      return status.equals(SandboxProtocol.REQUIRES_ACTION);
    }
  }

  Optional<Challenge> find(String gateway, String reference) {
    return jdbc.sql(
            """
            select status, amount, currency, script, return_url from operations
            where gateway = :gateway and reference = :reference and kind = 'charge' and url is not null
            """)
        .param("gateway", gateway)
        .param("reference", reference)
        .query(
            (row, index) ->
                new Challenge(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)))
        .optional();
  }

  /** Books the charge, or ends it; false where it had ended before. */
  boolean complete(String gateway, String reference, boolean authenticated, Instant now) {
    String script = find(gateway, reference).map(Challenge::script).orElse("");
    boolean approved = authenticated && script.equals(CardScript.REQUIRE_CUSTOMER.name());
    return jdbc.sql(COMPLETE)
            .param("status", approved ? SandboxProtocol.APPROVED : SandboxProtocol.DECLINED)
            .param(
                "code", approved ? null : authenticated ? "card_declined" : "authentication_failed")
            .param("decline", approved || !authenticated ? null : "generic_decline")
            .param(
                "message",
                approved
                    ? null
                    : authenticated
                        ? "The card was declined."
                        : "The customer could not be authenticated.")
            .param("now", Timestamp.from(now))
            .param("gateway", gateway)
            .param("reference", reference)
            .query(Integer.class)
            .single()
        > 0;
  }
}
