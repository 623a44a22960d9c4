package com.aegispay.outbox;

/**
 * What a service does about an event. It runs inside the inbox's transaction: everything it writes
 * commits with the proof that the event was applied, or not at all, and it may run again after a
 * failure. Unknown types and fields are ignored.
 *
 * <p>Whatever it throws is retried; what still fails becomes a dead letter, unless {@link
 * Trouble#passes} says that it will go by.
 */
@FunctionalInterface
public interface EventHandler {
  void apply(ReceivedEvent event);
}
