package com.aegispay.relay;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** How to reach the brokers: what {@code spring.kafka} says, and nothing about how to use them. */
final class KafkaConnection {
  private KafkaConnection() {}

  static Map<String, Object> of(KafkaProperties properties) {
    Map<String, Object> kafka = new HashMap<>(properties.getProperties());
    kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, properties.getBootstrapServers());
    kafka.putAll(properties.getSecurity().buildProperties());
    kafka.putAll(properties.getSsl().buildProperties());
    return kafka;
  }
}
