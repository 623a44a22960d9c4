package com.aegispay.settlement.store;

import com.aegispay.money.Money;
import com.aegispay.settlement.closing.Payout;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.starter.http.ListQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Money on its way to merchants' banks. */
public final class Payouts {

  private static final String OF_BOOK =
      "select * from payouts where merchant_id = :merchant and livemode = :livemode";

  private final JdbcClient jdbc;

  public Payouts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Payout> find(Book book, String id) {
    return jdbc.sql(OF_BOOK + " and id = :id")
        .param("merchant", book.merchantId())
        .param("livemode", book.livemode())
        .param("id", id)
        .query(Payouts::payout)
        .optional();
  }

  /**
   * Rows for {@link com.aegispay.starter.http.Listing}: one more than asked where there is more.
   */
  public List<Payout> list(Book book, ListQuery page) {
    return Pages.of(jdbc, OF_BOOK, book, page).query(Payouts::payout).list();
  }

  /** In the transaction of the settlement that pays it. */
  void add(Payout payout) {
    Rows.one(
        jdbc.sql(
                """
                insert into payouts (merchant_id, id, livemode, currency, amount, status, settlement_id, created_at)
                values (:merchant, :id, :livemode, :currency, :amount, :status, :settlement, :createdAt)
                """)
            .param("merchant", payout.book().merchantId())
            .param("id", payout.id())
            .param("livemode", payout.book().livemode())
            .param("currency", payout.amount().currency().code())
            .param("amount", payout.amount().minor())
            .param("status", payout.status())
            .param("settlement", payout.settlementId())
            .param("createdAt", Timestamp.from(payout.createdAt()))
            .update(),
        "payout");
  }

  private static Payout payout(ResultSet row, int index) throws SQLException {
    return new Payout(
        row.getString("id"),
        new Book(row.getString("merchant_id"), row.getBoolean("livemode")),
        row.getString("settlement_id"),
        Money.of(row.getLong("amount"), row.getString("currency")),
        row.getString("status"),
        row.getTimestamp("created_at").toInstant());
  }
}
