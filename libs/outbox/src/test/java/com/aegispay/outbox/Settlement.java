package com.aegispay.outbox;

import com.aegispay.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service that writes and reads events; its effect is a row in {@code effects}. */
final class Settlement {
  static final String MERCHANT = "mer_1";
  private static final AtomicLong OFFSETS = new AtomicLong();

  final TestDatabase database =
      TestDatabase.of("settlement", "classpath:db/lib/outbox", "classpath:db/lib/inbox");
  final JdbcClient jdbc;
  final TransactionTemplate transactions;
  final Inbox inbox;

  Settlement() {
    try (var owner = database.connectAs(database.ownerUser());
        var statement = owner.createStatement()) {
      statement.execute(
          "create table effects (position serial, subject text, sequence bigint check (sequence <> 13))");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var source =
        new DriverManagerDataSource(
            database.url(), database.serviceUser(), database.passwordOf(database.serviceUser()));
    jdbc = JdbcClient.create(source);
    transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    inbox = new Inbox(jdbc, transactions);
  }

  void apply(List<ReceivedEvent> events) {
    events.forEach(this::apply);
  }

  /** The effect; PostgreSQL refuses sequence 13. */
  void apply(ReceivedEvent event) {
    int written =
        jdbc.sql("insert into effects (subject, sequence) values (?, ?)")
            .params(event.subject(), event.sequence())
            .update();
    if (written != 1) {
      throw new IllegalStateException();
    }
  }

  List<Long> effectsOn(String subject) {
    return jdbc.sql("select sequence from effects where subject = ? order by position")
        .param(subject)
        .query(Long.class)
        .list();
  }

  List<Long> received(String subject) {
    return jdbc.sql("select sequence from inbox where subject = ? order by sequence")
        .param(subject)
        .query(Long.class)
        .list();
  }

  List<Long> buried(String subject) {
    return jdbc.sql("select sequence from dead_letters where subject = ? order by sequence")
        .param(subject)
        .query(Long.class)
        .list();
  }

  static Event event(String subject, long sequence) {
    return new Event(
        "evt_" + subject + sequence,
        "payment.captured",
        1,
        sequence,
        subject,
        "payments",
        MERCHANT,
        false,
        Instant.parse("2026-01-01T12:00:00Z"),
        Map.of("amount", 9999),
        null);
  }

  static ReceivedEvent arrived(String subject, long sequence) {
    return new ReceivedEvent(
        "payments",
        0,
        OFFSETS.incrementAndGet(),
        subject,
        "evt_" + subject + sequence,
        "payment.captured",
        1,
        sequence,
        MERCHANT,
        "{}",
        null);
  }
}
