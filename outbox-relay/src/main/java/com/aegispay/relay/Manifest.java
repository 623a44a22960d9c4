package com.aegispay.relay;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of one batch, published in the batch's own transaction: it exists for consumers exactly
 * when the batch does.
 *
 * @param batch counts the source's batches
 * @param ids of the outbox's rows
 * @param eventIds of the same rows, in the same order: after a restored backup an id may belong to
 *     another event, which must not be taken for published
 */
public record Manifest(long batch, List<Long> ids, List<String> eventIds) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Of nothing. */
  static final Manifest NONE = new Manifest(0, List.of(), List.of());

  static Manifest of(long batch, List<OutboxRow> rows) {
    return new Manifest(
        batch,
        rows.stream().map(OutboxRow::id).toList(),
        rows.stream().map(OutboxRow::eventId).toList());
  }

  String toJson() {
    return JSON.writeValueAsString(this);
  }

  static Manifest parse(String json) {
    return JSON.readValue(json, Manifest.class);
  }
}
