/**
 * Carries each service's outbox to Kafka, every row exactly once and each subject's rows in order.
 *
 * <p>For each source (a schema with an {@code outbox}) one reader leads at a time:
 *
 * <pre>
 * take the lease      session advisory lock on the source's own connection
 * fence               initTransactions: the former leader's producer can never commit again,
 *                     and what it left open is aborted (or was committed, and then is complete)
 * settle              delete the rows that the last committed manifest names
 * repeat:
 *   READ              rows in the order of id
 *   SENT              records + the manifest of their ids, in one Kafka transaction
 *   COMMITTED         now consumers see them
 *   DELETED           now the outbox has forgotten them
 * </pre>
 *
 * <p>Under a backlog a batch is deleted while the next one is SENT, and always before that one is
 * committed: the last manifest names every row that is published and not deleted.
 *
 * <p>A row that Kafka refuses is parked, and the rows of its subject behind it are held in the
 * outbox, until an operator has it replayed or discarded.
 *
 * <p>Whatever goes wrong, at whatever step, the reader lets go of the lease and starts again from
 * the top, here or in another process: {@code settle} decides what an unknown outcome was. The
 * reasons are in docs/adr/0010 and 0011.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
