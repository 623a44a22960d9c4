package com.aegispay.outbox;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an event as the JSON that travels: the envelope of docs/architecture.md, in one pass.
 * {@code data} and {@code object} are written as the given mapper writes them.
 */
public final class EventBody {
  private static final DateTimeFormatter RFC_3339_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final JsonMapper json;

  public EventBody(JsonMapper json) {
    this.json = json;
  }

  public String write(Event event) {
    StringWriter out = new StringWriter(1024);
    try (JsonGenerator generator = json.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeStringProperty("id", event.id());
      generator.writeStringProperty("type", event.type());
      generator.writeNumberProperty("version", event.version());
      generator.writeNumberProperty("sequence", event.sequence());
      generator.writeStringProperty("subject", event.subject());
      generator.writeStringProperty("merchant_id", event.merchantId());
      generator.writeBooleanProperty("livemode", event.livemode());
      generator.writeStringProperty("occurred_at", time(event.occurredAt()));
      generator.writePOJOProperty("data", event.data());
      generator.writePOJOProperty("object", event.object());
      generator.writeEndObject();
    }
    return out.toString();
  }

  private static String time(Instant instant) {
    return RFC_3339_MILLIS.format(instant);
  }
}
