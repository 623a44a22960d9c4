package com.aegispay.starter.operations;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as operators see it. What the event says is not shown.
 *
 * @param event null, with type and sequence, where the record is no event of ours
 * @param error classes, SQL state and stack frame of the last failure
 * @param resolution {@code replayed}, or {@code discarded: } and the reason
 */
@JsonPropertyOrder({"id", "object"})
record LetterResource(
    String id,
    String object,
    String merchant,
    String topic,
    int partition,
    long offset,
    String subject,
    @Nullable Long sequence,
    @Nullable String event,
    @Nullable String type,
    String error,
    Instant receivedAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolution) {}
