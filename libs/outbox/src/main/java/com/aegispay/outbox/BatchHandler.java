package com.aegispay.outbox;

import java.util.List;

/**
 * What a service does about events, many at a time, so that they take few statements. As {@link
 * EventHandler}, it runs inside the inbox's transaction and may run again after a failure; when a
 * batch fails, its events come again one by one.
 */
@FunctionalInterface
public interface BatchHandler {

  /**
   * Applies events that were not applied before, in this order: a subject's by their sequence, and
   * topics in the order in which the feed names them.
   */
  void apply(List<ReceivedEvent> events);
}
