package com.aegispay.servers;

/** A running server; closing it ends it and keeps its data. */
public sealed interface Server extends AutoCloseable permits Postgres, Redis, Kafka {
  @Override
  void close();
}
