package com.aegispay.payments;

import com.aegispay.keyring.Keyring;
import com.aegispay.outbox.EventBody;
import com.aegispay.outbox.Feed;
import com.aegispay.outbox.FeedBeans;
import com.aegispay.outbox.Feeds;
import com.aegispay.outbox.OutboxBeans;
import com.aegispay.payments.feed.SettlementFeed;
import com.aegispay.payments.flow.AttemptRun;
import com.aegispay.payments.flow.AuthenticatePayment;
import com.aegispay.payments.flow.AuthorizePayment;
import com.aegispay.payments.flow.ChangePayment;
import com.aegispay.payments.flow.DoDuties;
import com.aegispay.payments.flow.DoubtLadder;
import com.aegispay.payments.flow.GatewayCalls;
import com.aegispay.payments.flow.HearGateway;
import com.aegispay.payments.flow.PaymentLocks;
import com.aegispay.payments.flow.Replay;
import com.aegispay.payments.flow.ResolveAttempt;
import com.aegispay.payments.flow.RetryPayment;
import com.aegispay.payments.flow.SettleDoubt;
import com.aegispay.payments.flow.SettlePayments;
import com.aegispay.payments.flow.Steps;
import com.aegispay.payments.flow.Surroundings;
import com.aegispay.payments.gateway.Gateways;
import com.aegispay.payments.risk.RiskCheck;
import com.aegispay.payments.store.AttemptsInDoubt;
import com.aegispay.payments.store.DuePayments;
import com.aegispay.payments.store.EventFeed;
import com.aegispay.payments.store.History;
import com.aegispay.payments.store.IdempotencyRecords;
import com.aegispay.payments.store.OpenAttempts;
import com.aegispay.payments.store.PaymentQueries;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.store.PostgresDuePayments;
import com.aegispay.payments.store.PostgresIdempotencyRecords;
import com.aegispay.payments.store.PostgresOpenAttempts;
import com.aegispay.payments.store.PostgresPayments;
import com.aegispay.payments.vault.Cards;
import com.aegispay.payments.view.Answers;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.idempotency.Fingerprint;
import com.aegispay.starter.tenant.MerchantRows;
import com.aegispay.starter.tenant.WorkerRows;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import tools.jackson.databind.json.JsonMapper;

/** The use cases and what they are made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DoubtLadder.class, GatewayProperties.class})
@Import({OutboxBeans.class, FeedBeans.class})
class Wiring {

  /** Keyed, because bodies hold card numbers. */
  @Bean
  Fingerprint fingerprint(Keyring keyring) {
    return (method, path, body) -> {
      byte[] line = (method + " " + path + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] whole = new byte[line.length + body.length];
      System.arraycopy(line, 0, whole, 0, line.length);
      System.arraycopy(body, 0, whole, line.length, body.length);
      return keyring.fingerprint("request", whole);
    };
  }

  @Bean
  Cards cards(MerchantRows rows, Keyring keyring, Ids ids, Clock clock) {
    return new Cards(rows, keyring, ids, clock);
  }

  @Bean
  PaymentLocks paymentLocks(RedissonClient redis, Clock clock) {
    return new PaymentLocks(redis, clock, Duration.ofSeconds(1));
  }

  @Bean
  GatewayCalls gatewayCalls(
      Gateways gateways, Cards cards, PaymentLocks locks, GatewayProperties properties) {
    return new GatewayCalls(gateways, cards, locks, properties.timeout());
  }

  @Bean
  Payments payments(MerchantRows rows, JsonMapper json, EventBody eventBody, Ids ids) {
    return new PostgresPayments(rows, json, eventBody, ids);
  }

  @Bean
  PaymentQueries paymentQueries(MerchantRows rows) {
    return new PaymentQueries(rows);
  }

  @Bean
  History history(MerchantRows rows) {
    return new History(rows);
  }

  @Bean
  EventFeed eventFeed(MerchantRows rows) {
    return new EventFeed(rows);
  }

  @Bean
  OpenAttempts openAttempts(WorkerRows worker) {
    return new PostgresOpenAttempts(worker);
  }

  @Bean
  IdempotencyRecords idempotencyRecords(MerchantRows rows) {
    return new PostgresIdempotencyRecords(rows);
  }

  @Bean
  Replay replay(IdempotencyRecords records) {
    return new Replay(records);
  }

  @Bean
  Answers answers(JsonMapper json) {
    return new Answers(json);
  }

  @Bean
  AttemptRun attemptRun(
      IdempotencyRecords records,
      Payments payments,
      GatewayCalls gateways,
      Surroundings surroundings) {
    return new AttemptRun(records, payments, gateways, surroundings);
  }

  @Bean
  AuthorizePayment authorizePayment(
      Replay replay,
      RiskCheck risk,
      GatewayCalls gateways,
      Payments payments,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    return new AuthorizePayment(replay, risk, gateways, payments, run, answers, surroundings);
  }

  @Bean
  Surroundings surroundings(DoubtLadder ladder, Ids ids, Clock clock, ObjectProvider<Steps> steps) {
    return new Surroundings(ladder, ids, clock, steps.getIfAvailable(() -> Steps.UNOBSERVED));
  }

  @Bean
  ChangePayment changePayment(
      Replay replay,
      Payments payments,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    return new ChangePayment(replay, payments, run, answers, surroundings);
  }

  @Bean
  SettleDoubt settleDoubt(
      OpenAttempts open,
      Payments payments,
      GatewayCalls gateways,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    return new SettleDoubt(open, payments, gateways, run, answers, surroundings);
  }

  @Bean
  AttemptsInDoubt attemptsInDoubt(WorkerRows worker) {
    return new AttemptsInDoubt(worker);
  }

  @Bean
  PostgresDuePayments duePayments(WorkerRows worker) {
    return new PostgresDuePayments(worker);
  }

  @Bean
  DoDuties doDuties(
      DuePayments due,
      Payments payments,
      GatewayCalls gateways,
      AttemptRun run,
      Surroundings surroundings) {
    return new DoDuties(due, payments, gateways, run, surroundings);
  }

  @Bean
  AuthenticatePayment authenticatePayment(
      Replay replay,
      Payments payments,
      GatewayCalls gateways,
      Answers answers,
      Surroundings surroundings) {
    return new AuthenticatePayment(replay, payments, gateways, answers, surroundings);
  }

  @Bean
  RetryPayment retryPayment(
      Replay replay,
      Payments payments,
      GatewayCalls gateways,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    return new RetryPayment(replay, payments, gateways, run, answers, surroundings);
  }

  @Bean
  ResolveAttempt resolveAttempt(
      OpenAttempts open,
      Payments payments,
      GatewayCalls gateways,
      SettleDoubt settle,
      Surroundings surroundings) {
    return new ResolveAttempt(open, payments, gateways, settle, surroundings);
  }

  @Bean
  HearGateway hearGateway(OpenAttempts open, Payments payments, SettleDoubt settle) {
    return new HearGateway(open, payments, settle);
  }

  @Bean
  SettlePayments settlePayments(Payments payments, Clock clock) {
    return new SettlePayments(payments, clock);
  }

  @Bean
  ConcurrentMessageListenerContainer<String, String> settlements(
      Feeds feeds, SettlePayments settle) {
    SettlementFeed feed = new SettlementFeed(settle);
    return feeds.listen(Feed.of("payment-service", feed::apply, "settlements"));
  }
}
