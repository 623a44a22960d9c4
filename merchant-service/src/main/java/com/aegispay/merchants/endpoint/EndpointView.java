package com.aegispay.merchants.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint as the API shows it.
 *
 * @param secret in the answer that made it, and nowhere else
 */
record EndpointView(
    String id,
    String object,
    String url,
    @Nullable String description,
    List<String> enabledEvents,
    String status,
    boolean livemode,
    Instant createdAt,
    Instant updatedAt,
    int version,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  /** What remains to be said of an endpoint that is gone. */
  record Deleted(String id, String object, boolean deleted) {}

  @Override
  public String toString() {
    return id;
  }
}
