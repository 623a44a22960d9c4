package com.aegispay.outbox;

import java.time.Duration;
import java.util.List;
import org.slf4j.MDC;

/**
 * A service's wish to see every event of some topics once.
 *
 * @param topics in the order in which what one batch holds of them is applied: first what the
 *     others build on
 * @param service its name, which is the consumer group
 * @param concurrency how many threads share the partitions; a subject stays with one of them
 * @param gathering how long events may wait for others, so that fewer and larger batches are
 *     applied; zero when each is wanted as soon as it is there
 */
public record Feed(
    String service,
    List<String> topics,
    int concurrency,
    BatchHandler handler,
    Duration gathering) {

  public Feed {
    topics = List.copyOf(topics);
  }

  /** A feed that is applied event by event, each in its own trace. */
  public static Feed of(String service, EventHandler handler, String... topics) {
    return batches(service, events -> events.forEach(event -> traced(handler, event)), topics);
  }

  /** A feed whose events are applied many at a time. */
  public static Feed batches(String service, BatchHandler handler, String... topics) {
    return new Feed(service, List.of(topics), 1, handler, Duration.ZERO);
  }

  /** The same, in batches of what comes within some time. */
  public Feed gathering(Duration time) {
    return new Feed(service, topics, concurrency, handler, time);
  }

  /** In the trace that wrote the event and with its ids on every log line. */
  private static void traced(EventHandler handler, ReceivedEvent event) {
    TraceParent.begin(event.traceparent());
    try (var _ = MDC.putCloseable("merchant_id", event.merchantId());
        var _ = MDC.putCloseable("event_id", event.id())) {
      handler.apply(event);
    }
  }
}
