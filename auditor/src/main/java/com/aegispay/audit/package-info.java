/**
 * Checks the platform's promises on the real databases and topics while the platform runs.
 *
 * <p>What makes it sound: one look is
 *
 * <pre>
 * 1  read the consumers' committed offsets
 * 2  open one repeatable-read snapshot of the database: the moment T
 * 3  read the ends of the topics, then the topics up to there, committed records only
 * 4  compare, all with sets in the snapshot
 * </pre>
 *
 * <ul>
 *   <li>Whatever one transaction wrote is in the snapshot whole or not at all: state, events,
 *       outbox, attempts, idempotency record; effect and inbox. A difference between them is never
 *       a matter of time.
 *   <li>An event leaves the outbox after Kafka has committed it. So what the snapshot has neither
 *       in an outbox nor parked was in Kafka before T, and step 3 reads it, or it is lost.
 *   <li>What Kafka has and the snapshot has not was committed after T, or is nobody's: a second,
 *       later look at the database tells, because Kafka only gets what the database has committed.
 *   <li>A consumer commits its offset after its effect. So what lies before an offset of step 1 was
 *       applied, or put aside, before T; what lies behind it is under way.
 *   <li>An attempt is written before its gateway is asked. So every operation in a gateway's books
 *       has its attempt in the snapshot.
 *   <li>An open attempt, a pending delivery, a row in an outbox and a record behind an offset are
 *       under way: counted, never a violation, as long as their time is not over.
 * </ul>
 *
 * <p>{@link com.aegispay.audit.Audit#run} is the door. The list of checks is in {@link
 * com.aegispay.audit.Checks}.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
