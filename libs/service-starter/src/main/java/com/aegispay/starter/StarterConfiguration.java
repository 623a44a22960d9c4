package com.aegispay.starter;

import com.aegispay.outbox.Replays;
import com.aegispay.starter.access.AccessProperties;
import com.aegispay.starter.access.Credentials;
import com.aegispay.starter.access.KeyDirectory;
import com.aegispay.starter.access.RateLimits;
import com.aegispay.starter.health.RedisHealth;
import com.aegispay.starter.http.AccessFilter;
import com.aegispay.starter.http.ApiDescription;
import com.aegispay.starter.http.BodyLimitFilter;
import com.aegispay.starter.http.ProblemAdvice;
import com.aegispay.starter.http.ProblemWriter;
import com.aegispay.starter.http.RequestFilter;
import com.aegispay.starter.http.StrictJson;
import com.aegispay.starter.http.TimingAdvice;
import com.aegispay.starter.http.WebWiring;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.operations.DeadLettersApi;
import java.security.SecureRandom;
import java.time.Clock;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Wires the doors. A service that answers nobody sets no {@code aegispay.access}. */
@AutoConfiguration
@EnableConfigurationProperties({RedisProperties.class, ShutdownProperties.class})
@Import({
  DataConfiguration.class,
  IdempotencyConfiguration.class,
  TenantConfiguration.class,
  PrefixCheck.class
})
public class StarterConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  @ConditionalOnMissingBean
  Ids ids(Clock clock) {
    return new Ids(clock, new SecureRandom());
  }

  @Bean
  Drain drain(ApplicationContext context, ShutdownProperties shutdown) {
    return new Drain(context, shutdown.announced());
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return StrictJson::configure;
  }

  /** Connects when it is first used, so that a service starts while Redis is away. */
  @Bean(destroyMethod = "shutdown")
  @ConditionalOnProperty("aegispay.redis.address")
  RedissonClient redisson(RedisProperties properties) {
    // Scripts go by their digest; a Redis that does not know one is told it once.
    Config config = new Config().setLazyInitialization(true).setUseScriptCache(true);
    config
        .useSingleServer()
        .setAddress(properties.address())
        .setTimeout((int) properties.timeout().toMillis())
        .setConnectTimeout((int) properties.timeout().toMillis() * 2)
        .setRetryAttempts(0)
        .setConnectionMinimumIdleSize(2)
        .setConnectionPoolSize(properties.poolSize())
        .setSubscriptionConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionPoolSize(4);
    return Redisson.create(config);
  }

  @Bean
  @ConditionalOnProperty("aegispay.redis.address")
  RedisHealth redisHealthIndicator(RedissonClient redis) {
    return new RedisHealth(redis);
  }

  @Bean
  ProblemWriter problemWriter(JsonMapper json) {
    return new ProblemWriter(json);
  }

  @Bean
  ProblemAdvice problemAdvice(ProblemWriter problems) {
    return new ProblemAdvice(problems);
  }

  @Bean
  TimingAdvice timingAdvice() {
    return new TimingAdvice();
  }

  @Bean
  WebWiring webWiring() {
    return new WebWiring();
  }

  @Bean
  FilterRegistrationBean<RequestFilter> requestFilter(
      Ids ids, @Value("${spring.application.name}") String service) {
    return at(Ordered.HIGHEST_PRECEDENCE, new RequestFilter(ids, service));
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(ProblemWriter problems) {
    return at(Ordered.HIGHEST_PRECEDENCE + 20, new BodyLimitFilter(problems));
  }

  /** The doors of services that answer merchants and operators. */
  @AutoConfiguration
  @ConditionalOnProperty("aegispay.access.operator-key")
  @EnableConfigurationProperties(AccessProperties.class)
  @Import({FeedConfiguration.class, ApiDescription.class})
  static class AccessConfiguration {

    @Bean
    Credentials credentials(KeyDirectory keys, AccessProperties properties, Clock clock) {
      return new Credentials(keys, properties, clock);
    }

    /** Without Redis, which the relay does not know, each instance counts for itself. */
    @Bean
    RateLimits rateLimits(
        ObjectProvider<RedissonClient> redis, Clock clock, AccessProperties properties) {
      return new RateLimits(redis.getIfAvailable(), clock, properties.requestsPerSecond());
    }

    /** For services that read events. */
    @Bean
    @ConditionalOnBean(Replays.class)
    DeadLettersApi deadLettersApi(JdbcClient jdbc, Replays replays) {
      return new DeadLettersApi(jdbc, replays);
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(
        Credentials credentials, RateLimits limits, ProblemWriter problems) {
      return at(Ordered.HIGHEST_PRECEDENCE + 10, new AccessFilter(credentials, limits, problems));
    }
  }

  private static <T extends jakarta.servlet.Filter> FilterRegistrationBean<T> at(
      int order, T filter) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }
}
