package com.aegispay.outbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What a service that writes events imports. */
@Configuration(proxyBeanMethods = false)
public class OutboxBeans {

  @Bean
  public EventBody eventBody(JsonMapper json) {
    return new EventBody(json);
  }

  @Bean
  public Outbox outbox(JdbcClient jdbc, EventBody body) {
    return new Outbox(jdbc, body);
  }
}
