package com.aegispay.outbox;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code inbox} and {@code dead_letters}. Everything runs in the caller's transaction.
 */
final class InboxTables {

  /** What the inbox says about an arrived event. */
  enum Verdict {
    /** Not seen before: its effect is due in this transaction. */
    FRESH,
    /** Not seen before, and neither was its predecessor. */
    AFTER_GAP,
    DUPLICATE,
    /** Its subject has an open dead letter. */
    BLOCKED
  }

  /** A record that is not applied, and why. */
  record DeadLetter(
      String merchantId,
      String topic,
      int partition,
      long offset,
      String subject,
      @Nullable ReceivedEvent event,
      @Nullable String body,
      String error) {

    static DeadLetter of(ReceivedEvent event, String error) {
      return new DeadLetter(
          event.merchantId(),
          event.topic(),
          event.partition(),
          event.offset(),
          event.subject(),
          event,
          event.body(),
          error);
    }
  }

  private static final String RECEIVE =
      """
      with arrived as (
        select *, row_number() over (
            partition by merchant_id, topic, subject, sequence order by position) as copy
        from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[]) with ordinality
          as a (merchant_id, topic, subject, sequence, event_id, position)
      ), blocked as (
        select position from arrived a
        where exists (
            select from dead_letters d where d.merchant_id = a.merchant_id and d.topic = a.topic
              and d.subject = a.subject and d.resolved_at is null)
          and not exists (
            select from inbox i where i.merchant_id = a.merchant_id and i.topic = a.topic
              and i.subject = a.subject and i.sequence = a.sequence)
      ), fresh as (
        insert into inbox (merchant_id, topic, subject, sequence, event_id)
        select merchant_id, topic, subject, sequence, event_id from arrived
        where copy = 1 and position not in (select position from blocked)
        order by merchant_id, topic, subject, sequence
        on conflict do nothing
        returning merchant_id, topic, subject, sequence
      )
      select case
        when a.position in (select position from blocked) then 'BLOCKED'
        when a.copy > 1 or f.sequence is null then 'DUPLICATE'
        when a.sequence > 1
          and not exists (
            select from inbox i where i.merchant_id = a.merchant_id and i.topic = a.topic
              and i.subject = a.subject and i.sequence = a.sequence - 1)
          and not exists (
            select from fresh p where p.merchant_id = a.merchant_id and p.topic = a.topic
              and p.subject = a.subject and p.sequence = a.sequence - 1)
        then 'AFTER_GAP'
        else 'FRESH' end
      from arrived a left join fresh f using (merchant_id, topic, subject, sequence)
      order by a.position
      """;

  private static final String BURY =
      """
      insert into dead_letters (merchant_id, topic, "partition", record_offset, subject, sequence,
        event_id, type, version, body, traceparent, error)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  private final JdbcClient jdbc;

  InboxTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Enters the events and answers a verdict for each, in their order. */
  List<Verdict> receive(List<ReceivedEvent> events) {
    return jdbc.sql(RECEIVE)
        .params(
            List.of(
                strings(events, ReceivedEvent::merchantId),
                strings(events, ReceivedEvent::topic),
                strings(events, ReceivedEvent::subject),
                events.stream().map(ReceivedEvent::sequence).toArray(Long[]::new),
                strings(events, ReceivedEvent::id)))
        .query((row, _) -> Verdict.valueOf(row.getString(1)))
        .list();
  }

  void bury(DeadLetter letter) {
    ReceivedEvent event = letter.event();
    jdbc.sql(BURY)
        .param(letter.merchantId())
        .param(letter.topic())
        .param(letter.partition())
        .param(letter.offset())
        .param(letter.subject())
        .param(event == null ? null : event.sequence())
        .param(event == null ? null : event.id())
        .param(event == null ? null : event.type())
        .param(event == null ? null : event.version())
        .param(letter.body())
        .param(event == null ? null : event.traceparent())
        .param(letter.error())
        .update();
  }

  private static String[] strings(
      List<ReceivedEvent> events, Function<ReceivedEvent, String> column) {
    return events.stream().map(column).toArray(String[]::new);
  }
}
