package com.aegispay.local;

import java.util.List;
import java.util.Set;

/**
 * Where the checks draw the line that had once called something broken that was not: what they
 * accept since then, and beside each what is still named.
 */
final class Margins {

  /** On a busy machine a payment may be decided by the fallback, and nothing is learnt of it. */
  private static final String ASSESSED =
      "select payment_id from payment.payments where object::jsonb #>> '{risk,score}' is not null and ";

  private static final String PAID = ASSESSED + "status = 'completed' order by created_at limit 1";

  private static final String FAILED =
      ASSESSED + "object like '%\"decline_code\":\"insufficient_funds\"%' limit 1";

  private static final String REFUND =
      "select attempt_id from payment.attempts where kind = 'refund' and progress = 'approved' limit 1";

  private static final String LEARNT = "fraud_outcomes";
  private static final String AMOUNTS = "gateway_amounts";
  private static final String RECORD = "requests_record";

  private static final String FORGET =
      "delete from payment.idempotency_keys where key = (select idempotency_key from payment.attempts where attempt_id = :id);";

  private static final String GIVE_AWAY =
      """
      update payment.idempotency_keys set subject = (select min(payment_id) from payment.payments where payment_id <> subject)
      where key = (select idempotency_key from payment.attempts where attempt_id = :id);
      """;

  private static final String UNLEARN = "delete from fraud.outcomes where payment = :id;";

  /** Violations, each beside something that is accepted. */
  static final List<Breakage> NAMED =
      List.of(
          of(LEARNT, "an applied failure was not learnt", FAILED, "fraud.outcomes", UNLEARN),
          of(
              LEARNT,
              "a success was learnt as a failure",
              PAID,
              "fraud.outcomes",
              "update fraud.outcomes set outcome = 'failed' where payment = :id"),
          of(
              LEARNT,
              "an assessment that was used was kept late, and nothing learnt",
              PAID,
              "fraud.outcomes fraud.assessments",
              UNLEARN + "update fraud.assessments set assessed_at = now() where payment = :id"),
          of(
              AMOUNTS,
              "a gateway refunded in another currency",
              REFUND,
              "sandbox.operations",
              "update sandbox.operations set currency = 'USD' where attempt = :id"),
          of(
              AMOUNTS,
              "a gateway released what was to be refunded",
              REFUND,
              "sandbox.operations",
              did("cancel")),
          of(
              AMOUNTS,
              "a gateway refunded what had expired",
              REFUND,
              "payment.payments",
              told("expire"),
              "state"),
          of(
              AMOUNTS,
              "a gateway released for a reversal what it had taken",
              REFUND,
              "payment.payments sandbox.operations",
              told("reverse") + did("cancel"),
              "state"),
          of(
              AMOUNTS,
              "a gateway refunded for a reversal what it only held",
              REFUND,
              "payment.payments sandbox.charges",
              told("reverse") + onlyHeld(),
              "state"),
          of(
              AMOUNTS,
              "a gateway reversed a charge that it does not have",
              REFUND,
              "payment.payments sandbox.operations",
              told("reverse")
                  + "update sandbox.operations set charge = 'ch_none' where attempt = :id",
              "state"),
          of(
              AMOUNTS,
              "a gateway released what was to be withdrawn",
              REFUND,
              "payment.payments sandbox.operations",
              told("withdraw") + did("cancel"),
              "state"),
          of(RECORD, "a refund's key is free", REFUND, "payment.idempotency_keys", FORGET),
          of(
              RECORD,
              "the key of a refund that was declined is free",
              REFUND,
              "payment.idempotency_keys payment.attempts",
              FORGET + became("refund", "declined"),
              "state"),
          of(
              RECORD,
              "the key of an authorisation that failed is free",
              REFUND,
              "payment.idempotency_keys payment.attempts",
              FORGET + became("authorize", "failed"),
              "state"),
          of(
              RECORD,
              "the key of a refund that failed is another payment's",
              REFUND,
              "payment.idempotency_keys payment.attempts",
              GIVE_AWAY + became("refund", "failed"),
              "state",
              "requests_effect"));

  /** What each check accepts; {@code also} are the other promises that the deed breaks. */
  static final List<Breakage> ACCEPTED =
      List.of(
          of(
              LEARNT,
              "nothing is learnt of a payment that was decided without its assessment",
              PAID,
              "fraud.outcomes payment.payments",
              UNLEARN
                  + "update payment.payments set object = regexp_replace(object, '\"score\":\\d+', '\"score\":null') where payment_id = :id",
              "state"),
          of(
              LEARNT,
              "nothing is learnt of a payment that the assessment itself blocked",
              FAILED,
              "fraud.outcomes payment.payment_events",
              UNLEARN
                  + """
                  update payment.payment_events set published = replace(published, '"data":{"code":"card_declined"', '"data":{"code":"payment_blocked"')
                  where payment_id = :id
                  """,
              "state",
              "events_altered"),
          of(
              LEARNT,
              "nothing is learnt of what is not applied yet",
              PAID,
              "fraud.outcomes fraud.inbox_positions",
              UNLEARN
                  + "update fraud.inbox_positions set upto = 0 where topic = 'payments' and subject = :id",
              "inbox_complete"),
          of(
              AMOUNTS,
              "an expiry is booked as a release",
              REFUND,
              "payment.payments sandbox.operations",
              told("expire") + did("cancel"),
              "state"),
          of(
              AMOUNTS,
              "a reversal of what was taken is booked as a refund",
              REFUND,
              "payment.payments",
              told("reverse"),
              "state"),
          of(
              AMOUNTS,
              "a reversal of what was held is booked as a release",
              REFUND,
              "payment.payments sandbox.operations sandbox.charges",
              told("reverse") + did("cancel") + onlyHeld(),
              "state"),
          of(
              AMOUNTS,
              "a withdrawal is booked as one",
              REFUND,
              "payment.payments sandbox.operations",
              told("withdraw") + did("withdraw"),
              "state"),
          of(
              RECORD,
              "the key of a refund that came to nothing is free",
              REFUND,
              "payment.idempotency_keys payment.attempts",
              FORGET + became("refund", "failed"),
              "state"),
          of(
              RECORD,
              "the key of a capture that came to nothing is free",
              REFUND,
              "payment.idempotency_keys payment.attempts",
              FORGET + became("capture", "failed"),
              "state"),
          of(
              RECORD,
              "the key of a release that came to nothing is free",
              REFUND,
              "payment.idempotency_keys payment.attempts",
              FORGET + became("cancel", "failed"),
              "state"),
          of(
              RECORD,
              "a key is forgotten after a day",
              REFUND,
              "payment.idempotency_keys payment.attempts",
              FORGET
                  + "update payment.attempts set started_at = now() - interval '24 hours' where attempt_id = :id"));

  private Margins() {}

  private static Breakage of(
      String check, String what, String victim, String tables, String sql, String... also) {
    return new Breakage(check, Set.of(also), what, victim, List.of(tables.split(" ", -1)), sql);
  }

  /** The payment tells of its refund as an attempt of another kind. */
  private static String told(String kind) {
    return """
        update payment.payments set object = replace(object, '"id":"' || :id || '","kind":"refund"', '"id":"' || :id || '","kind":"%s"')
        where payment_id = (select payment_id from payment.attempts where attempt_id = :id);
        """
        .formatted(kind);
  }

  /** The gateway has booked it as an operation of another kind. */
  private static String did(String kind) {
    return "update sandbox.operations set kind = '%s' where attempt = :id;".formatted(kind);
  }

  /** Nothing of the charge was captured. */
  private static String onlyHeld() {
    return """
        update sandbox.charges c set amount_captured = 0, amount_refunded = 0 from sandbox.operations o
        where o.attempt = :id and c.gateway = o.gateway and c.reference = o.charge;
        """;
  }

  private static String became(String kind, String progress) {
    return "update payment.attempts set kind = '%s', progress = '%s' where attempt_id = :id;"
        .formatted(kind, progress);
  }
}
