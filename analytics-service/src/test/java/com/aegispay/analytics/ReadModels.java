package com.aegispay.analytics;

import com.aegispay.analytics.feed.EventDoor;
import com.aegispay.analytics.store.Figures;
import com.aegispay.analytics.store.Merchants;
import com.aegispay.analytics.store.Payments;
import com.aegispay.analytics.store.Risk;
import com.aegispay.analytics.store.Settled;
import com.aegispay.outbox.Inbox;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.testkit.TestDatabase;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The read models on a database of their own, fed by hand, as the role that the service has. */
final class ReadModels {

  final JdbcClient jdbc;
  final Figures figures;
  private final Inbox inbox;
  private final EventDoor door;

  ReadModels() {
    TestDatabase database = migrated();
    String role = database.serviceUser();
    var source = new SingleConnectionDataSource();
    var address = new DriverManagerDataSource(database.url(), role, database.passwordOf(role));
    source.setUrl(address.getUrl());
    source.setUsername(role);
    source.setPassword(database.passwordOf(role));
    source.setSuppressClose(true);
    var transactions = new DataSourceTransactionManager(source);
    this.jdbc = JdbcClient.create(source);
    this.figures = new Figures(jdbc, transactions);
    this.inbox = new Inbox(jdbc, new TransactionTemplate(transactions));
    this.door =
        new EventDoor(new Merchants(jdbc), new Payments(jdbc), new Settled(jdbc), new Risk(jdbc));
  }

  static TestDatabase migrated() {
    return TestDatabase.of(
        "analytics", "classpath:db/analytics", "classpath:db/lib/inbox", "classpath:db/lib/access");
  }

  Inbox.Receipt receive(List<ReceivedEvent> batch) {
    return inbox.receive(batch, door);
  }

  long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
