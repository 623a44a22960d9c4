package com.aegispay.audit;

import java.util.Map;

/**
 * What is audited: the database that holds every schema, and the Kafka that it publishes to.
 *
 * @param url the JDBC address of PostgreSQL itself or of a pooler in session mode
 * @param username a role that may read every schema and make temporary tables: {@code auditor}
 * @param kafka how to reach the brokers, as Kafka's clients read it
 */
public record Sources(String url, String username, String password, Map<String, Object> kafka) {

  public Sources {
    kafka = Map.copyOf(kafka);
  }

  @Override
  public String toString() {
    return "Sources[url=%s, username=%s]".formatted(url, username);
  }
}
