package com.aegispay.outbox;

import java.util.List;

/**
 * A service's wish to see every event of some topics once.
 *
 * @param topics in the order in which what one batch holds of them is applied: first what the
 *     others build on
 * @param service its name, which is the consumer group
 * @param concurrency how many threads share the partitions; a subject stays with one of them
 */
public record Feed(String service, List<String> topics, int concurrency, EventHandler handler) {

  public Feed {
    topics = List.copyOf(topics);
  }

  public static Feed of(String service, EventHandler handler, String... topics) {
    return new Feed(service, List.of(topics), 1, handler);
  }
}
