package com.aegispay.payments;

import com.aegispay.payments.outbound.JsonCalls;
import com.aegispay.payments.risk.FraudProperties;
import com.aegispay.payments.risk.RemoteRiskCheck;
import com.aegispay.starter.access.AccessProperties;
import com.aegispay.starter.health.RedisHealth;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client of fraud-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FraudProperties.class)
class RiskWiring {

  /** Without fraud-service payments go on under the fallback: degraded, never down. */
  @Bean
  HealthIndicator fraudHealthIndicator(RemoteRiskCheck risk) {
    return () ->
        risk.isAnswering()
            ? Health.up().build()
            : Health.status(RedisHealth.DEGRADED)
                .withDetail("reason", "no risk check within its budget")
                .withDetail("effect", "payments are decided by the fallback: " + risk.fallback())
                .build();
  }

  @Bean
  JsonCalls fraudCalls(FraudProperties properties) {
    return new JsonCalls(properties.budget());
  }

  @Bean
  RemoteRiskCheck riskCheck(
      @Qualifier("fraudCalls") JsonCalls calls,
      FraudProperties properties,
      AccessProperties access,
      CircuitBreakerRegistry breakers) {
    return new RemoteRiskCheck(
        calls, properties, access.internalKey(), breakers.circuitBreaker("fraud"));
  }

  /** Before the service says that it is ready. */
  @Bean
  ApplicationRunner riskRehearsal(RemoteRiskCheck risk) {
    return _ -> risk.rehearse();
  }
}
