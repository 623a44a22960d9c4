package com.aegispay.settlement;

import com.aegispay.outbox.Feed;
import com.aegispay.outbox.FeedBeans;
import com.aegispay.outbox.Feeds;
import com.aegispay.outbox.Outbox;
import com.aegispay.outbox.OutboxBeans;
import com.aegispay.settlement.feed.EventDoor;
import com.aegispay.settlement.flow.CloseSettlement;
import com.aegispay.settlement.flow.RunSettlements;
import com.aegispay.settlement.ledger.FeePlan;
import com.aegispay.settlement.store.Balances;
import com.aegispay.settlement.store.FeePlans;
import com.aegispay.settlement.store.Ledger;
import com.aegispay.settlement.store.Payouts;
import com.aegispay.settlement.store.SettlementRuns;
import com.aegispay.settlement.store.Settlements;
import com.aegispay.settlement.store.TrialBalance;
import com.aegispay.starter.id.Ids;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** How the rooms are put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StandardFee.class)
@Import({OutboxBeans.class, FeedBeans.class})
class SettlementBeans {

  /** The books may be this much behind, so that they are written for many payments at once. */
  private static final Duration GATHERED = Duration.ofMillis(250);

  @Bean
  Ledger ledger(JdbcClient jdbc, Ids ids) {
    return new Ledger(jdbc, ids);
  }

  @Bean
  FeePlans feePlans(JdbcClient jdbc, StandardFee standard) {
    return new FeePlans(jdbc, new FeePlan(standard.basisPoints(), standard.fixedMinor()));
  }

  @Bean
  Balances balances(JdbcClient jdbc) {
    return new Balances(jdbc);
  }

  @Bean
  TrialBalance trialBalance(JdbcClient jdbc) {
    return new TrialBalance(jdbc);
  }

  @Bean
  Payouts payouts(JdbcClient jdbc) {
    return new Payouts(jdbc);
  }

  @Bean
  SettlementRuns settlementRuns(JdbcClient jdbc) {
    return new SettlementRuns(jdbc);
  }

  @Bean
  Settlements settlements(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Ledger ledger,
      Balances balances,
      Payouts payouts,
      Outbox outbox) {
    return new Settlements(jdbc, transaction, ledger, balances, payouts, outbox);
  }

  @Bean
  CloseSettlement closeSettlement(Settlements settlements, Ids ids, Clock clock) {
    return new CloseSettlement(settlements, ids, clock);
  }

  @Bean
  RunSettlements runSettlements(SettlementRuns runs, CloseSettlement closeSettlement, Clock clock) {
    return new RunSettlements(runs, closeSettlement, clock);
  }

  @Bean
  ConcurrentMessageListenerContainer<String, String> ledgerFeed(
      Feeds feeds, Ledger ledger, FeePlans feePlans) {
    EventDoor door = new EventDoor(ledger, feePlans);
    return feeds.listen(
        Feed.batches("settlement-service", door, "merchants", "payments").gathering(GATHERED));
  }
}
