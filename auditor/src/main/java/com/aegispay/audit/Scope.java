package com.aegispay.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is looked at, and what is still under way in it. */
final class Scope {

  static final String EVERY_PAYMENT =
      """
      insert into audit_payments
      select merchant_id, payment_id from payment.payments
      union select merchant_id, payment_id from payment.payment_events
      """;

  static final String CHANGED_PAYMENTS =
      """
      insert into audit_payments
      select merchant_id, payment_id from payment.payments
        where updated_at >= (select since from audit_bounds)
      union select merchant_id, subject from audit_records
        where topic = 'payments' and merchant_id is not null and subject is not null
      union select merchant_id, subject from payment.outbox where topic = 'payments'
      """;

  /** By the types and fields of the event contracts. */
  static final String MONEY =
      """
      insert into audit_money
      select merchant_id, payment_id, sequence,
        case type when 'payment.captured' then 'charge' when 'refund.succeeded' then 'refund' when 'refund.failed' then 'refund_failure'
          when 'payment.reversal_returned' then 'return' else 'return_reversed' end,
        case when type in ('refund.succeeded', 'payment.return_reversed') then -1 else 1 end,
        (body -> 'data' ->> 'amount')::bigint, body -> 'data' ->> 'currency', body -> 'data' ->> 'gateway',
        (body ->> 'livemode')::boolean
      from (select *, published::jsonb as body from audit_events
            where type in ('payment.captured', 'refund.succeeded', 'refund.failed', 'payment.reversal_returned', 'payment.return_reversed')
            offset 0) m
      where type <> 'refund.failed' or (body -> 'data' ->> 'reversed')::boolean
      """;

  /** Tables whose rows this role may not see all of. */
  static final String HIDDEN =
      """
      select n.nspname || '.' || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and c.relrowsecurity and has_table_privilege(c.oid, 'select')
        and n.nspname in ('merchant', 'payment', 'fraud', 'settlement', 'notification', 'analytics', 'sandbox')
        and not (select rolbypassrls or rolsuper from pg_roles where rolname = current_user)
        and not exists (
          select from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
            and p.cmd in ('SELECT', 'ALL') and p.qual = 'true' and current_user = any(p.roles))
      order by 1
      """;

  /** What is not at its end in the snapshot, by what it is. */
  static final Map<String, String> UNDER_WAY = underWay();

  private Scope() {}

  private static Map<String, String> underWay() {
    Map<String, String> counts = new LinkedHashMap<>();
    counts.put("rows in outboxes", "select count(*) from audit_outbox");
    counts.put(
        "records before consumers",
        """
        select count(*) from audit_offsets o
        join audit_records r on r.topic = o.topic and r.part = o.part and r."offset" >= o.committed
        where not exists (
            select from audit_inbox i where i.schema = o.schema and i.merchant_id = r.merchant_id
              and i.topic = r.topic and i.subject = r.subject and i.sequence = r.sequence)
        """);
    counts.put("open attempts", "select count(*) from payment.attempts where due_at is not null");
    counts.put(
        "pending webhooks",
        "select count(*) from notification.deliveries where status = 'pending'");
    counts.put(
        "unanswered requests",
        "select count(*) from payment.idempotency_keys where status is null");
    return counts;
  }
}
