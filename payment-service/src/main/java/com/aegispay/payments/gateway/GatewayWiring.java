package com.aegispay.payments.gateway;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts every gateway of the service behind its guard. */
@Configuration(proxyBeanMethods = false)
class GatewayWiring {

  /** The configuration of this name under {@code resilience4j}. */
  private static final String GATEWAY = "gateway";

  private static final Duration LATENCY_WINDOW = Duration.ofMinutes(5);

  @Bean
  Gateways gateways(
      ObjectProvider<Gateway> adapters,
      BulkheadRegistry bulkheads,
      CircuitBreakerRegistry breakers,
      MeterRegistry meters) {
    return new Gateways(
        adapters
            .orderedStream()
            .map(
                adapter ->
                    new GuardedGateway(
                        adapter,
                        bulkheads.bulkhead(adapter.name(), GATEWAY),
                        breakers.circuitBreaker(adapter.name(), GATEWAY),
                        latency(adapter.name(), meters)))
            .toList());
  }

  private static Timer latency(String gateway, MeterRegistry meters) {
    return Timer.builder("aegispay.gateway.calls")
        .description("Calls that move money, from sending to answer or time-out")
        .tag("gateway", gateway)
        .publishPercentiles(0.5, 0.95, 0.99)
        .distributionStatisticExpiry(LATENCY_WINDOW)
        .register(meters);
  }
}
