package com.aegispay.analytics;

import com.aegispay.analytics.feed.EventDoor;
import com.aegispay.analytics.store.Figures;
import com.aegispay.analytics.store.Merchants;
import com.aegispay.analytics.store.Payments;
import com.aegispay.analytics.store.Risk;
import com.aegispay.analytics.store.Settled;
import com.aegispay.outbox.Feed;
import com.aegispay.outbox.FeedBeans;
import com.aegispay.outbox.Feeds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;

/** How the rooms are put together. */
@Configuration(proxyBeanMethods = false)
@Import(FeedBeans.class)
class AnalyticsBeans {

  /** Figures may be this much older. */
  private static final Duration GATHERED = Duration.ofMillis(250);

  @Bean
  Merchants merchants(JdbcClient jdbc) {
    return new Merchants(jdbc);
  }

  @Bean
  Figures figures(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new Figures(jdbc, transactions);
  }

  @Bean
  EventDoor eventDoor(JdbcClient jdbc, Merchants merchants) {
    return new EventDoor(merchants, new Payments(jdbc), new Settled(jdbc), new Risk(jdbc));
  }

  @Bean
  ConcurrentMessageListenerContainer<String, String> everyTopic(Feeds feeds, EventDoor door) {
    return feeds.listen(
        Feed.batches("analytics-service", door, "merchants", "payments", "fraud", "settlements")
            .gathering(GATHERED));
  }
}
