package com.aegispay.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a service that reads events imports. Then each feed is a bean:
 *
 * <pre>{@code
 * @Bean
 * ConcurrentMessageListenerContainer<String, String> payments(Feeds feeds, PaymentsFeed feed) {
 *   return feeds.listen(Feed.of("settlement-service", feed::apply, "payments"));
 * }
 * }</pre>
 */
@Configuration(proxyBeanMethods = false)
public class FeedBeans {

  @Bean
  public Inbox inbox(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new Inbox(jdbc, new TransactionTemplate(transactions));
  }

  /** Brokers and credentials are what {@code spring.kafka} says. */
  @Bean
  public Feeds feeds(
      ConsumerFactory<?, ?> kafka,
      Inbox inbox,
      MeterRegistry meters,
      ObjectProvider<ObservationRegistry> observations) {
    return new Feeds(
        kafka.getConfigurationProperties(),
        inbox,
        meters,
        observations.getIfAvailable(() -> ObservationRegistry.NOOP));
  }

  @Bean
  public Replays replays(JdbcClient jdbc, Inbox inbox, Feeds feeds, MeterRegistry meters) {
    return new Replays(jdbc, inbox, feeds, meters);
  }
}
