package com.aegispay.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.starter.idempotency.IdempotencyProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

class PrefixCheckTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(IdempotencyProperties.class)
  @Import(PrefixCheck.class)
  static class App {}

  @Test
  void options_that_are_read_are_accepted() {
    try (var context = start(Map.of("aegispay.idempotency.keep", "24h", "other.option", "x"))) {
      assertThat(context.getBean(IdempotencyProperties.class).keep())
          .isEqualTo(Duration.ofHours(24));
    }
  }

  @Test
  void a_group_that_nobody_reads_stops_the_start() {
    assertThatThrownBy(
            () ->
                start(
                    Map.of("aegispay.idempotency.keep", "48h", "aegispay.idempotence.keep", "1h")))
        .hasMessageContaining("'aegispay.idempotence.keep'")
        .hasMessageContaining("aegispay.idempotency");
  }

  @Test
  void an_option_that_the_group_does_not_have_stops_the_start() {
    assertThatThrownBy(
            () ->
                start(
                    Map.of("aegispay.idempotency.keep", "48h", "aegispay.idempotency.kept", "1h")))
        .hasStackTraceContaining("aegispay.idempotency.kept");
  }

  @Test
  void answers_cannot_be_kept_for_less_than_the_contract_promises() {
    assertThatThrownBy(() -> start(Map.of("aegispay.idempotency.keep", "23h")))
        .hasStackTraceContaining("aegispay.idempotency")
        .hasStackTraceContaining("keep");
  }

  private static AnnotationConfigApplicationContext start(Map<String, Object> options) {
    var context = new AnnotationConfigApplicationContext();
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("file", options));
    context.register(App.class);
    context.refresh();
    return context;
  }
}
