package com.aegispay.outbox;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events as columns, for an insert of any number of rows in one statement:
 *
 * <pre>{@code
 * "insert into outbox (" + OutboxRows.COLUMNS + ") select * from " + OutboxRows.UNNEST
 * }</pre>
 *
 * <p>It may stand in a data-modifying CTE of a larger statement. {@link #parameters()} has one
 * array for each question mark, in order.
 */
public record OutboxRows(List<Object> parameters) {

  public static final String COLUMNS =
      "merchant_id, topic, subject, sequence, event_id, type, version, body, traceparent";

  /** Rows come out in the order of the events, so that ids are given in that order. */
  public static final String UNNEST =
      "unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::int[],"
          + " ?::text[], ?::text[])";

  /** The events of one transaction, written on behalf of the trace that is current. */
  public static OutboxRows of(List<Event> events, EventBody body) {
    return of(events, strings(events, body::write));
  }

  /** The same of events whose bodies are written already, one for each. */
  public static OutboxRows of(List<Event> events, String[] bodies) {
    String traceparent = TraceParent.current();
    return new OutboxRows(
        List.of(
            strings(events, Event::merchantId),
            strings(events, Event::topic),
            strings(events, Event::subject),
            events.stream().map(Event::sequence).toArray(Long[]::new),
            strings(events, Event::id),
            strings(events, Event::type),
            events.stream().map(Event::version).toArray(Integer[]::new),
            bodies,
            strings(events, _ -> traceparent)));
  }

  private static String[] strings(List<Event> events, Function<Event, @Nullable String> column) {
    return events.stream().map(column).toArray(String[]::new);
  }
}
