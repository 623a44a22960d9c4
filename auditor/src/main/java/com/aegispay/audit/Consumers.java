package com.aegispay.audit;

import java.util.List;

/**
 * Who reads which topics: the consumer group, and the schema that holds its inbox.
 *
 * @param group the service's name
 */
record Consumers(String group, String schema, List<String> topics) {

  static final List<String> TOPICS = List.of("merchants", "payments", "fraud", "settlements");

  static final List<Consumers> ALL =
      List.of(
          new Consumers("payment-service", "payment", List.of("settlements")),
          new Consumers("fraud-service", "fraud", List.of("merchants", "payments")),
          new Consumers("settlement-service", "settlement", List.of("merchants", "payments")),
          new Consumers("notification-service", "notification", TOPICS),
          new Consumers("analytics-service", "analytics", TOPICS));

  Consumers {
    topics = List.copyOf(topics);
  }
}
