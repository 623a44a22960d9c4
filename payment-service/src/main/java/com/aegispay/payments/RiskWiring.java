package com.aegispay.payments;

import com.aegispay.payments.risk.FraudProperties;
import com.aegispay.payments.risk.RemoteRiskCheck;
import com.aegispay.starter.access.AccessProperties;
import com.aegispay.starter.health.RedisHealth;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

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
  RemoteRiskCheck riskCheck(
      FraudProperties properties, AccessProperties access, CircuitBreakerRegistry breakers) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.budget())
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(properties.budget());
    JsonMapper json =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    RestClient client =
        RestClient.builder()
            .requestFactory(requests)
            .baseUrl(properties.url().toString())
            .defaultHeader("Authorization", "Bearer " + access.internalKey())
            .configureMessageConverters(
                converters ->
                    converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
            .build();
    return new RemoteRiskCheck(client, breakers.circuitBreaker("fraud"), properties.fallback());
  }
}
