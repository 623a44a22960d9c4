package com.aegispay.audit;

import com.aegispay.starter.ServiceApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** auditor: the audit on a schedule, with metrics. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(AuditProperties.class)
public class AuditorApplication {

  static void main(String... args) {
    ServiceApplication.run("auditor", AuditorApplication.class, args);
  }

  @Bean
  Rounds rounds(
      AuditProperties properties, KafkaProperties kafka, MeterRegistry meters, Clock clock) {
    var sources =
        new Sources(
            properties.url(), properties.username(), properties.password(), connection(kafka));
    var options = Options.ALL.lookingBack(properties.window()).patientFor(properties.patience());
    return new Rounds(() -> Audit.run(sources, options, Progress.SILENT), meters, clock);
  }

  @Bean
  HealthIndicator auditHealthIndicator(Rounds rounds) {
    return rounds::health;
  }

  private static Map<String, Object> connection(KafkaProperties properties) {
    Map<String, Object> kafka = new HashMap<>(properties.getProperties());
    kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, properties.getBootstrapServers());
    kafka.putAll(properties.getSecurity().buildProperties());
    kafka.putAll(properties.getSsl().buildProperties());
    return kafka;
  }
}
