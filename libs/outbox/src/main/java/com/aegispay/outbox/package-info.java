/**
 * Both ends of an event.
 *
 * <p>Writing: {@link com.aegispay.outbox.Outbox} appends {@link com.aegispay.outbox.Event}s in the
 * caller's transaction (tables: {@code classpath:db/lib/outbox}); outbox-relay carries them to
 * Kafka exactly once. A store that writes everything in one statement takes the columns from {@link
 * com.aegispay.outbox.OutboxRows} instead.
 *
 * <p>Reading: {@link com.aegispay.outbox.Feeds} runs a Kafka listener for each {@link
 * com.aegispay.outbox.Feed}, and {@link com.aegispay.outbox.Inbox} applies each event once, in the
 * transaction of its effect (tables: {@code classpath:db/lib/inbox}).
 *
 * <p>A service imports {@link com.aegispay.outbox.OutboxBeans} if it writes and {@link
 * com.aegispay.outbox.FeedBeans} if it reads.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
