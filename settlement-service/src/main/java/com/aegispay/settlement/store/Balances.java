package com.aegispay.settlement.store;

import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;
import com.aegispay.settlement.ledger.Account;
import com.aegispay.settlement.ledger.Account.MerchantPayable;
import com.aegispay.settlement.ledger.Account.MerchantPending;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.resource.BalanceResource;
import com.aegispay.settlement.resource.BalanceResource.Amount;
import com.aegispay.settlement.resource.BalanceTransactionResource;
import com.aegispay.settlement.resource.BalanceTransactionResource.FeeDetail;
import com.aegispay.starter.http.ListQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A merchant's view of the journal. Everything is read from the postings: there is no copy. */
public final class Balances {

  private static final String BALANCE =
      """
      select currency,
        coalesce(-sum(amount) filter (where account = :payable), 0) as available,
        coalesce(-sum(amount) filter (where account = :pending), 0) as pending
      from postings
      where merchant_id = :merchant and livemode = :livemode
      group by currency order by currency
      """;

  private static final String TRANSACTIONS =
      """
      select e.id, e.kind, e.source, e.livemode, e.occurred_at, s.settlement_id, p.currency, p.net, p.fee
      from entries e
      cross join lateral (
        select min(currency) as currency,
          coalesce(-sum(amount) filter (where account in ('merchant_pending', 'merchant_payable')), 0) as net,
          coalesce(-sum(amount) filter (where account = 'platform_fees'), 0) as fee
        from postings where merchant_id = e.merchant_id and entry_id = e.id) p
      left join settled_entries s on s.merchant_id = e.merchant_id and s.entry_id = e.id
      where e.merchant_id = :merchant and e.livemode = :livemode and e.kind not in ('settlement', 'return', 'return_reversed')
      """;

  private final JdbcClient jdbc;

  public Balances(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Owed(String currency, long available, long pending) {}

  /** What is owed to the merchant, for each currency that it ever had, also where that is zero. */
  public BalanceResource of(Book book) {
    List<Owed> owed =
        jdbc.sql(BALANCE)
            .param("payable", new MerchantPayable().code())
            .param("pending", new MerchantPending().code())
            .param("merchant", book.merchantId())
            .param("livemode", book.livemode())
            .query(
                (row, index) ->
                    new Owed(
                        row.getString("currency"),
                        row.getLong("available"),
                        row.getLong("pending")))
            .list();
    return new BalanceResource(
        "balance",
        owed.stream().map(o -> new Amount(o.available(), o.currency())).toList(),
        owed.stream().map(o -> new Amount(o.pending(), o.currency())).toList(),
        book.livemode());
  }

  /** What a liability account owes: credits less debits. */
  Money owed(Book book, Account account, CurrencyCode currency) {
    long minor =
        jdbc.sql(
                """
                select coalesce(-sum(amount), 0) from postings
                where merchant_id = :merchant and livemode = :livemode and account = :account
                  and currency = :currency
                """)
            .param("merchant", book.merchantId())
            .param("livemode", book.livemode())
            .param("account", account.code())
            .param("currency", currency.code())
            .query(Long.class)
            .single();
    return new Money(minor, currency);
  }

  /**
   * Rows for {@link com.aegispay.starter.http.Listing}: one more than asked where there is more.
   */
  public List<BalanceTransactionResource> transactions(Book book, ListQuery page) {
    JdbcClient.StatementSpec query =
        jdbc.sql(TRANSACTIONS + page.sql("e.id"))
            .param("merchant", book.merchantId())
            .param("livemode", book.livemode());
    return (page.cursor().isEmpty() ? query : query.param("cursor", page.cursor()))
        .query(Balances::transaction)
        .list();
  }

  private static BalanceTransactionResource transaction(ResultSet row, int index)
      throws SQLException {
    String type = row.getString("kind");
    String settlement = row.getString("settlement_id");
    String currency = row.getString("currency");
    long net = row.getLong("net");
    long fee = row.getLong("fee");
    return new BalanceTransactionResource(
        row.getString("id"),
        "balance_transaction",
        type,
        row.getString("source"),
        net + fee,
        fee,
        net,
        currency,
        fee == 0 ? List.of() : List.of(new FeeDetail("platform_fee", fee, currency)),
        settlement == null && !type.equals("payout") ? "pending" : "available",
        settlement,
        row.getBoolean("livemode"),
        row.getTimestamp("occurred_at").toInstant());
  }
}
