package com.aegispay.notification.webhook;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The body of a webhook: {@code {id, type, timestamp, api_version, sequence, livemode,
 * data:{object}}}.
 *
 * @param timestamp when it happened, RFC 3339
 * @param sequence the subject's own, from 1
 * @param object the public resource after the event
 */
public record WebhookBody(
    String id, String type, String timestamp, long sequence, boolean livemode, JsonNode object) {

  /** The version of the public API whose shapes the objects have: that of the path. */
  public static final String API_VERSION = "v1";

  private static final DateTimeFormatter RFC_3339_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A time as webhooks write it. */
  public static String timestamp(Instant time) {
    return RFC_3339_MILLIS.format(time);
  }

  /** The JSON that is stored and sent. */
  public String json() {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("id", id)
        .put("type", type)
        .put("timestamp", timestamp)
        .put("api_version", API_VERSION)
        .put("sequence", sequence)
        .put("livemode", livemode);
    body.putObject("data").set("object", object);
    return body.toString();
  }
}
