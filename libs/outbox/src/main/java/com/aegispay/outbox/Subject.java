package com.aegispay.outbox;

import java.util.Comparator;

/** Whose events are kept in order: a merchant's aggregate on a topic. */
public record Subject(String merchantId, String topic, String id) implements Comparable<Subject> {
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::merchantId)
          .thenComparing(Subject::topic)
          .thenComparing(Subject::id);

  public static Subject of(ReceivedEvent event) {
    return new Subject(event.merchantId(), event.topic(), event.subject());
  }

  @Override
  public int compareTo(Subject other) {
    return ORDER.compare(this, other);
  }
}
