package com.aegispay.starter;

import com.aegispay.testkit.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The starter's tables in a database of one test class. */
public final class Tables {

  private final DriverManagerDataSource source;

  public Tables() {
    TestDatabase database =
        TestDatabase.of("fraud", "classpath:db/lib/access", "classpath:db/lib/idempotency");
    String user = database.serviceUser();
    this.source = new DriverManagerDataSource(database.url(), user, database.passwordOf(user));
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(source);
  }

  public TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(source));
  }
}
