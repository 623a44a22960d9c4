package com.aegispay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * One way to break a promise by hand, and which checks have to see it.
 *
 * @param check the check that is meant
 * @param also other promises that it breaks as well
 * @param what what is done, as a sentence
 * @param victim selects the id that the check has to name
 * @param tables what is changed, and put back afterwards
 * @param sql the deed; {@code :id} is the victim
 */
record Breakage(
    String check, Set<String> also, String what, String victim, List<String> tables, String sql) {

  private static final String PAID =
      "select payment_id from payment.payments where status = 'completed' order by created_at limit 1";

  /** On a busy machine a payment may be decided by the fallback, and nothing is learnt of it. */
  private static final String ASSESSED =
      "select payment_id from payment.payments join fraud.outcomes on payment = payment_id where object::jsonb #>> '{risk,score}' is not null limit 1";

  private static final String EVENT_OF_PAID =
      "select event_id from payment.payment_events where sequence = 2 and payment_id = ("
          + PAID
          + ")";

  private static final String CHARGE =
      "select attempt_id from payment.attempts where kind = 'authorize' and payment_id = ("
          + PAID
          + ")";

  private static final String ENTRY_OF_PAID =
      "select id from settlement.entries where kind = 'charge' and cause_sequence > 1 and cause_subject = ("
          + PAID
          + ")";

  static final List<Breakage> ALL =
      List.of(
          of(
              "state",
              "a payment's status is changed",
              PAID,
              "payment.payments",
              "update payment.payments set status = 'failed' where payment_id = :id"),
          of(
              "state",
              "a payment's row is lost",
              "select min(payment_id) from payment.payments where status in ('captured', 'completed')",
              "payment.payments",
              sabotage("payment"),
              "requests_effect"),
          of(
              "state",
              "an attempt's outcome is changed",
              PAID,
              "payment.attempts",
              "update payment.attempts set progress = 'declined' where kind = 'authorize' and payment_id = :id"),
          of(
              "state",
              "a refund's object is changed",
              "select payment_id from payment.refunds limit 1",
              "payment.refunds",
              "update payment.refunds set object = replace(object, 'succeeded', 'failed') where payment_id = :id"),
          of(
              "state",
              "a stored event says something else",
              PAID,
              "payment.payment_events",
              "update payment.payment_events set payload = jsonb_set(payload, '{attempt}', '\"att_other\"') where sequence = 2 and payment_id = :id"),
          of(
              "sequences",
              "an event is deleted",
              PAID,
              "payment.payment_events",
              "delete from payment.payment_events where sequence = 2 and payment_id = :id",
              "state",
              "events_foreign",
              "inbox_genuine"),
          of(
              "captured",
              "more is captured than authorised",
              PAID,
              "payment.payments",
              "update payment.payments set object = regexp_replace(object, '\"amount_captured\":\\d+', '\"amount_captured\":999999') where payment_id = :id",
              "state"),
          of(
              "refunded",
              "more is refunded than captured",
              PAID,
              "payment.payments",
              "update payment.payments set object = regexp_replace(object, '\"amount_refunded\":\\d+', '\"amount_refunded\":999999') where payment_id = :id",
              "state"),
          of(
              "one_charge",
              "a payment is charged at a second gateway",
              PAID,
              "payment.attempts sandbox.operations sandbox.charges",
              """
              insert into payment.attempts select merchant_id, 'att_second', payment_id, 'sandbox_beta', kind, progress, idempotency_key, 0, null, started_at
                from payment.attempts where kind = 'authorize' and payment_id = :id;
              insert into sandbox.operations (gateway, attempt, kind, amount, currency, charge, status, created_at)
                values ('sandbox_beta', 'att_second', 'charge', 9999, 'EUR', 'ch_second', 'approved', now());
              insert into sandbox.charges (gateway, reference, attempt, currency, amount_held, amount_captured, script)
                values ('sandbox_beta', 'ch_second', 'att_second', 'EUR', 9999, 9999, 'APPROVE')
              """,
              "state"),
          of(
              "gateway_known",
              "a gateway did what nobody asked for",
              "select 'att_sabotage'",
              "sandbox.operations",
              sabotage("charge")),
          of(
              "gateway_amounts",
              "a gateway charged another amount",
              CHARGE,
              "sandbox.operations",
              "update sandbox.operations set amount = amount + 1 where attempt = :id"),
          of(
              "gateway_outcomes",
              "what is approved here is not in the gateway's books",
              CHARGE,
              "sandbox.operations",
              "delete from sandbox.operations where attempt = :id"),
          of(
              "gateway_outcomes",
              "what was declined here is approved at the gateway",
              "select attempt from sandbox.operations where status = 'declined' limit 1",
              "sandbox.operations",
              "update sandbox.operations set status = 'approved' where attempt = :id"),
          of(
              "doubt",
              "an open attempt is forgotten",
              CHARGE,
              "payment.attempts",
              "update payment.attempts set due_at = now() - interval '1 day' where attempt_id = :id",
              "state"),
          of(
              "events_lost",
              "an event was not put in the outbox",
              "select 'evt_lost'",
              "payment.payment_events",
              """
              insert into payment.payment_events select merchant_id, payment_id, sequence + 1, :id, kind, version, payload, published, now(), livemode, position
                from payment.payment_events where payment_id = (%s) order by sequence desc limit 1
              """
                  .formatted(PAID),
              "state"),
          of(
              "events_lost",
              "a merchant's last event is nowhere",
              "select merchant_id from merchant.merchants order by created_at limit 1",
              "merchant.merchants",
              "update merchant.merchants set last_sequence = last_sequence + 1 where merchant_id = :id"),
          of(
              "events_twice",
              "an event is in the outbox twice",
              PAID,
              "payment.outbox",
              """
              insert into payment.outbox (merchant_id, topic, subject, sequence, event_id, type, version, body)
                select merchant_id, 'payments', payment_id, sequence, event_id, 'payment.processing', 1, published
                from payment.payment_events cross join generate_series(1, 2) where sequence = 2 and payment_id = :id
              """),
          of(
              "events_gaps",
              "a merchant's event is numbered too far",
              "select merchant_id from merchant.merchants order by created_at limit 1",
              "merchant.outbox",
              """
              insert into merchant.outbox (merchant_id, topic, subject, sequence, event_id, type, version, body)
                select merchant_id, 'merchants', merchant_id, last_sequence + 2, 'evt_far', 'merchant.updated', 1, '{}'
                from merchant.merchants where merchant_id = :id
              """),
          of(
              "events_altered",
              "an event in the outbox is not what was stored",
              EVENT_OF_PAID,
              "payment.outbox",
              """
              insert into payment.outbox (merchant_id, topic, subject, sequence, event_id, type, version, body)
                select merchant_id, 'payments', payment_id, sequence, event_id, 'payment.processing', 1, '{}'
                from payment.payment_events where event_id = :id
              """),
          of(
              "events_altered",
              "a stored event is not what was published",
              EVENT_OF_PAID,
              "payment.payment_events",
              "update payment.payment_events set published = replace(published, 'sandbox_', 'other_') where event_id = :id",
              "state"),
          of(
              "events_parked",
              "an event is set aside by the relay",
              EVENT_OF_PAID,
              "payment.outbox_parked",
              """
              insert into payment.outbox_parked
                select merchant_id, 1, 'payments', payment_id, sequence, event_id, 'payment.processing', 1, published, null, now(), now(), 'too large'
                from payment.payment_events where event_id = :id
              """),
          of(
              "inbox_complete",
              "a consumer passed an event and did not apply it",
              PAID,
              "settlement.inbox_positions",
              "update settlement.inbox_positions set upto = upto - 1 where topic = 'payments' and subject = :id"),
          of(
              "inbox_genuine",
              "a consumer applied what nobody has written",
              "select 'pay_nobodys'",
              "analytics.inbox_positions",
              "insert into analytics.inbox_positions (merchant_id, topic, subject, upto) values ('mer_x', 'payments', :id, 1)"),
          of(
              "dead_letters",
              "an event could not be applied",
              PAID,
              "notification.dead_letters",
              """
              insert into notification.dead_letters (merchant_id, topic, "partition", record_offset, subject, sequence, error)
                values ('mer_x', 'payments', 0, 1000000, :id, 1, 'it failed')
              """),
          of(
              "fraud_outcomes",
              "an applied outcome was not learnt",
              ASSESSED,
              "fraud.outcomes",
              "delete from fraud.outcomes where payment = :id"),
          of(
              "ledger_events",
              "a capture is booked with another amount",
              ENTRY_OF_PAID,
              "settlement.postings",
              "update settlement.postings set amount = amount * 2 where entry_id = :id",
              "settlements"),
          of(
              "ledger_events",
              "something is booked for a payment that moved no money",
              "select 'txn_none'",
              "settlement.entries settlement.postings settlement.unsettled",
              bookedForNothing("kind")),
          of(
              "ledger_events",
              "a return is booked that no event told of",
              "select 'txn_return'",
              "settlement.entries settlement.postings settlement.unsettled",
              bookedForNothing("'return'")),
          of(
              "ledger_balance",
              "an entry does not sum to zero",
              "select min(id) from settlement.entries where kind = 'charge'",
              "settlement.postings",
              sabotage("balance")),
          of(
              "settlements",
              "a settled entry waits for another settlement",
              ENTRY_OF_PAID,
              "settlement.unsettled",
              "insert into settlement.unsettled select merchant_id, id, livemode, 'EUR', occurred_at from settlement.entries where id = :id"),
          of(
              "settlements",
              "a settlement is not the sum of its entries",
              "select id from settlement.settlements limit 1",
              "settlement.settlements",
              "update settlement.settlements set transactions = transactions + 1 where id = :id"),
          of(
              "payouts",
              "more is paid out than was booked",
              "select id from settlement.payouts limit 1",
              "settlement.payouts",
              "update settlement.payouts set amount = amount + 1 where id = :id",
              "figures_settled"),
          of(
              "webhooks_queued",
              "an endpoint is not told of an event",
              EVENT_OF_PAID,
              "notification.deliveries",
              "delete from notification.deliveries where event_id = :id"),
          of(
              "webhooks_due",
              "a pending webhook is left behind",
              EVENT_OF_PAID,
              "notification.deliveries",
              "update notification.deliveries set status = 'pending', ended_at = null, due_at = now() - interval '1 day' where event_id = :id"),
          of(
              "webhooks_due",
              "a webhook counts as delivered and was not taken",
              EVENT_OF_PAID,
              "notification.attempts",
              "delete from notification.attempts where delivery_id in (select delivery_id from notification.deliveries where event_id = :id)"),
          of(
              "requests_effect",
              "a request is recorded that did nothing",
              "select 'key_nothing'",
              "payment.idempotency_keys",
              "insert into payment.idempotency_keys values ('mer_x', false, :id, 'f', 'pay_nobody', 201, 'pay_nobody', now())"),
          of(
              "requests_effect",
              "a request waits for an answer that nobody will make",
              "select key from payment.idempotency_keys order by created_at limit 1",
              "payment.idempotency_keys",
              "update payment.idempotency_keys set status = null, body = null where key = :id"),
          of(
              "requests_record",
              "a request is forgotten too early",
              PAID,
              "payment.idempotency_keys",
              "delete from payment.idempotency_keys where subject = :id"),
          of(
              "figures_moved",
              "a figure counts another amount",
              PAID,
              "analytics.movements",
              "update analytics.movements set amount = amount + 1 where kind = 'capture' and payment_id = :id",
              "figures_payments"),
          of(
              "figures_payments",
              "a payment's status in the figures is another",
              PAID,
              "analytics.payments",
              "update analytics.payments set status = 'cancelled' where payment_id = :id"),
          of(
              "figures_settled",
              "a settlement in the figures is another",
              "select id from settlement.settlements limit 1",
              "analytics.settlements",
              "update analytics.settlements set gross = gross + 1 where settlement_id = :id"));

  /** What the crash lab does behind the platform's back, to hear its own alarm. */
  private static String sabotage(String name) {
    try {
      return Files.readString(Path.of("..", "sabotage", name + ".sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Breakage of(
      String check, String what, String victim, String tables, String sql, String... also) {
    return new Breakage(check, Set.of(also), what, victim, List.of(tables.split(" ", -1)), sql);
  }

  /** A capture's entry once more, as an entry of this kind that no event told of. */
  private static String bookedForNothing(String kind) {
    return """
        insert into settlement.entries select merchant_id, :id, livemode, %s, source, cause_topic, cause_subject, 1, occurred_at, now()
          from settlement.entries where id = (%s);
        insert into settlement.postings select merchant_id, :id, account, currency, livemode, amount from settlement.postings where entry_id = (%s);
        insert into settlement.unsettled select merchant_id, :id, livemode, 'EUR', occurred_at from settlement.entries where id = :id
        """
        .formatted(kind, ENTRY_OF_PAID, ENTRY_OF_PAID);
  }
}
