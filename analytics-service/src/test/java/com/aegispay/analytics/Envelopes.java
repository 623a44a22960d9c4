package com.aegispay.analytics;

import com.aegispay.outbox.ReceivedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events as they arrive from Kafka. */
final class Envelopes {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Envelopes() {}

  static ReceivedEvent event(
      String topic,
      String type,
      String merchant,
      boolean livemode,
      String subject,
      long sequence,
      Instant at,
      Map<String, ?> data,
      @Nullable Map<String, ?> object) {
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("id", "evt_" + subject + "_" + sequence);
    envelope.put("type", type);
    envelope.put("version", 1);
    envelope.put("sequence", sequence);
    envelope.put("subject", subject);
    envelope.put("merchant_id", merchant);
    envelope.put("livemode", livemode);
    envelope.put("occurred_at", at.toString());
    envelope.put("data", data);
    envelope.put("object", object);
    return event(topic, JSON.valueToTree(envelope));
  }

  /** An envelope with the headers and the key that its fields say. */
  static ReceivedEvent event(String topic, JsonNode envelope) {
    return new ReceivedEvent(
        topic,
        0,
        0,
        envelope.path("subject").asString(),
        envelope.path("id").asString(),
        envelope.path("type").asString(),
        envelope.path("version").asInt(),
        envelope.path("sequence").asLong(),
        envelope.path("merchant_id").asString(),
        JSON.writeValueAsString(envelope),
        null);
  }
}
