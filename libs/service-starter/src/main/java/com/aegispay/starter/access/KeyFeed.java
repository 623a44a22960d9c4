package com.aegispay.starter.access;

import com.aegispay.outbox.ReceivedEvent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps {@code known_keys} as merchant-service's {@code api_key.*} events say. Applying one twice
 * changes nothing and a merchant's events come in order, so it needs no inbox, and a service's own
 * feed of the same topic is not disturbed.
 */
public final class KeyFeed {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFeed.class);

  private final LocalKeys keys;
  private final JsonMapper json;

  /**
   * @param json reads snake_case and ignores what it does not know
   */
  public KeyFeed(LocalKeys keys, JsonMapper json) {
    this.keys = keys;
    this.json = json;
  }

  public void receive(List<ConsumerRecord<String, String>> records) {
    for (ConsumerRecord<String, String> record : records) {
      ReceivedEvent.from(record)
          .filter(event -> event.type().startsWith("api_key."))
          .ifPresent(this::apply);
    }
  }

  private void apply(ReceivedEvent event) {
    KnownKey key;
    try {
      key = json.treeToValue(json.readTree(event.body()).path("data"), KnownKey.class);
    } catch (JacksonException e) {
      LOG.error("event {} is no API key that this version can read; it is left out", event.id());
      return;
    }
    keys.keep(key);
  }
}
