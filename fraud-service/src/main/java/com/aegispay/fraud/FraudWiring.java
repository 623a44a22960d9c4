package com.aegispay.fraud;

import com.aegispay.fraud.feed.FraudFeed;
import com.aegispay.fraud.flow.AssessPayment;
import com.aegispay.fraud.flow.CloseReview;
import com.aegispay.fraud.flow.KeepLists;
import com.aegispay.fraud.flow.LearnOutcome;
import com.aegispay.fraud.flow.Rehearsal;
import com.aegispay.fraud.flow.TuneRules;
import com.aegispay.fraud.store.Assessments;
import com.aegispay.fraud.store.ListEntries;
import com.aegispay.fraud.store.MerchantProfiles;
import com.aegispay.fraud.store.Reviews;
import com.aegispay.fraud.store.RuleBooks;
import com.aegispay.fraud.store.RuleSettings;
import com.aegispay.fraud.store.ThresholdSettings;
import com.aegispay.fraud.velocity.VelocityCounters;
import com.aegispay.fraud.velocity.VelocityProperties;
import com.aegispay.outbox.EventBody;
import com.aegispay.outbox.Feed;
import com.aegispay.outbox.FeedBeans;
import com.aegispay.outbox.Feeds;
import com.aegispay.outbox.Outbox;
import com.aegispay.outbox.OutboxBeans;
import com.aegispay.starter.id.Ids;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import org.redisson.api.RedissonClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Puts the rooms together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VelocityProperties.class)
@Import({OutboxBeans.class, FeedBeans.class})
class FraudWiring {

  /** No decision depends on what happened in the last half second. */
  private static final Duration LEARNT_WITHIN = Duration.ofMillis(500);

  @Bean
  RuleBooks ruleBooks(JdbcClient jdbc) {
    return new RuleBooks(jdbc);
  }

  @Bean
  MerchantProfiles merchantProfiles(JdbcClient jdbc) {
    return new MerchantProfiles(jdbc);
  }

  @Bean
  Assessments assessments(JdbcClient jdbc, JsonMapper json, EventBody bodies) {
    return new Assessments(jdbc, json, bodies);
  }

  @Bean
  VelocityCounters velocityCounters(
      RedissonClient redis, CircuitBreakerRegistry breakers, VelocityProperties properties) {
    VelocityCounters counters =
        new VelocityCounters(redis, breakers.circuitBreaker("velocity"), properties.timeout());
    counters.connect();
    return counters;
  }

  @Bean
  AssessPayment assessPayment(
      VelocityCounters velocity,
      RuleBooks books,
      MerchantProfiles profiles,
      Assessments assessments,
      Ids ids,
      Clock clock) {
    return new AssessPayment(velocity, books, profiles, assessments, ids, clock);
  }

  @Bean
  Rehearsal rehearsal(AssessPayment assessPayment, TransactionTemplate transaction) {
    return new Rehearsal(assessPayment, transaction);
  }

  @Bean
  TuneRules tuneRules(
      RuleSettings settings,
      ThresholdSettings thresholds,
      RuleBooks books,
      TransactionTemplate transaction,
      Clock clock) {
    return new TuneRules(settings, thresholds, books, transaction, clock);
  }

  @Bean
  KeepLists keepLists(
      ListEntries entries, RuleBooks books, TransactionTemplate transaction, Ids ids, Clock clock) {
    return new KeepLists(entries, books, transaction, ids, clock);
  }

  @Bean
  CloseReview closeReview(
      Reviews reviews, Outbox outbox, Ids ids, TransactionTemplate transaction, Clock clock) {
    return new CloseReview(reviews, outbox, ids, transaction, clock);
  }

  @Bean
  ConcurrentMessageListenerContainer<String, String> fraudFeed(
      Feeds feeds, JsonMapper json, MerchantProfiles profiles, VelocityCounters velocity) {
    FraudFeed feed = new FraudFeed(json, new LearnOutcome(profiles, velocity), profiles);
    return feeds.listen(
        Feed.batches("fraud-service", feed, "merchants", "payments").gathering(LEARNT_WITHIN));
  }
}
