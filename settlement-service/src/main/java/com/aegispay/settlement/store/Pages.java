package com.aegispay.settlement.store;

import com.aegispay.settlement.ledger.Book;
import com.aegispay.starter.http.ListQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A page of what a book has, by a column {@code id}. */
final class Pages {

  private Pages() {}

  /**
   * @param sql ends in a condition on {@code :merchant} and {@code :livemode}
   */
  static JdbcClient.StatementSpec of(JdbcClient jdbc, String sql, Book book, ListQuery page) {
    JdbcClient.StatementSpec query =
        jdbc.sql(sql + page.sql("id"))
            .param("merchant", book.merchantId())
            .param("livemode", book.livemode());
    return page.cursor().isEmpty() ? query : query.param("cursor", page.cursor());
  }
}
