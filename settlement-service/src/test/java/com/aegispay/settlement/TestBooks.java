package com.aegispay.settlement;

import com.aegispay.money.Money;
import com.aegispay.outbox.EventBody;
import com.aegispay.outbox.Outbox;
import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.flow.CloseSettlement;
import com.aegispay.settlement.flow.RunSettlements;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Bookkeeping;
import com.aegispay.settlement.ledger.Cause;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.ledger.FeePlan;
import com.aegispay.settlement.store.Balances;
import com.aegispay.settlement.store.Ledger;
import com.aegispay.settlement.store.Payouts;
import com.aegispay.settlement.store.SettlementRuns;
import com.aegispay.settlement.store.Settlements;
import com.aegispay.settlement.store.TrialBalance;
import com.aegispay.starter.http.StrictJson;
import com.aegispay.starter.id.Ids;
import com.aegispay.testkit.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The rooms on a database of their own, without doors: the service's role, as in production. */
final class TestBooks implements AutoCloseable {
  static final FeePlan PLAN = new FeePlan(290, 30);
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final TestDatabase database =
      TestDatabase.of(
          "settlement",
          "classpath:db/settlement",
          "classpath:db/lib/outbox",
          "classpath:db/lib/inbox");
  final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  final HikariDataSource connections;
  final JdbcClient jdbc;
  final TransactionTemplate transaction;
  final Ledger ledger;
  final Balances balances;
  final Payouts payouts;
  final Settlements settlements;
  final SettlementRuns runs;
  final CloseSettlement closeSettlement;
  final TrialBalance trialBalance;

  TestBooks() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.serviceUser());
    config.setPassword(database.passwordOf(database.serviceUser()));
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    connections = new HikariDataSource(config);
    jdbc = JdbcClient.create(connections);
    transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
    JsonMapper.Builder json = JsonMapper.builder();
    StrictJson.configure(json);
    ledger = new Ledger(jdbc, ids);
    balances = new Balances(jdbc);
    payouts = new Payouts(jdbc);
    settlements =
        new Settlements(
            jdbc,
            transaction,
            ledger,
            balances,
            payouts,
            new Outbox(jdbc, new EventBody(json.build())));
    runs = new SettlementRuns(jdbc);
    closeSettlement = new CloseSettlement(settlements, ids, Clock.systemUTC());
    trialBalance = new TrialBalance(jdbc);
  }

  /** A merchant that nobody else has. */
  Book newBook() {
    return new Book(ids.next("mer"), false);
  }

  Entry charge(Book book, String payment, Money amount) {
    return charge(book, payment, 3, amount);
  }

  Entry charge(Book book, String payment, long sequence, Money amount) {
    return Bookkeeping.charge(
        book, new Cause("payments", payment, sequence), NOON, "sandbox_alpha", amount, PLAN);
  }

  Entry refund(Book book, String payment, long sequence, Money amount) {
    return Bookkeeping.refund(
        book,
        new Cause("payments", payment, sequence),
        NOON,
        ids.next("re"),
        "sandbox_alpha",
        amount);
  }

  Entry refundFailure(Book book, String payment, long sequence, Money amount) {
    return Bookkeeping.refundFailure(
        book,
        new Cause("payments", payment, sequence),
        NOON,
        ids.next("re"),
        "sandbox_alpha",
        amount);
  }

  int post(Entry... entries) {
    return ledger.post(List.of(entries));
  }

  /** Orders a run of these books and drives it to where it gets. */
  Run settle(Book book) {
    Run run = order(book);
    driver(Clock.systemUTC()).drive();
    return run;
  }

  Run order(Book book) {
    Instant now = Instant.now();
    Run run = new Run(ids.next("run"), book.merchantId(), book.livemode(), now, now);
    runs.add(run);
    return run;
  }

  RunSettlements driver(Clock clock) {
    return new RunSettlements(runs, closeSettlement, clock);
  }

  @Override
  public void close() {
    connections.close();
  }
}
