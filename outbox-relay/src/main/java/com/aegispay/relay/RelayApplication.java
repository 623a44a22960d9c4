package com.aegispay.relay;

import com.aegispay.starter.ServiceApplication;
import com.aegispay.starter.access.KeyDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/** outbox-relay. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(RelayProperties.class)
public class RelayApplication {

  static void main(String... args) {
    ServiceApplication.run("outbox-relay", RelayApplication.class, args);
  }

  @Bean
  Relay relay(
      RelayProperties properties,
      KafkaProperties kafka,
      MeterRegistry meters,
      ObjectProvider<Steps> steps) {
    return new Relay(
        properties,
        KafkaConnection.of(kafka),
        meters,
        steps.getIfAvailable(() -> Steps.UNOBSERVED));
  }

  @Bean
  HealthContributor outboxHealthContributor(Relay relay) {
    return CompositeHealthContributor.fromMap(
        relay.statuses().stream()
            .collect(Collectors.toMap(SourceStatus::source, Function.identity())),
        RelayHealth::new);
  }

  /** No merchant has business here: only the operator's credential opens a door. */
  @Bean
  KeyDirectory keyDirectory() {
    return _ -> Optional.empty();
  }
}
