package com.aegispay.settlement.store;

import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;
import com.aegispay.outbox.Event;
import com.aegispay.outbox.Outbox;
import com.aegispay.settlement.closing.Closing;
import com.aegispay.settlement.closing.Payout;
import com.aegispay.settlement.closing.Position;
import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.closing.Settlement;
import com.aegispay.settlement.closing.Totals;
import com.aegispay.settlement.ledger.Account.MerchantPayable;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.starter.http.ListQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Closed settlements and their payouts. */
public final class Settlements {

  /**
   * Whoever deletes a row of {@code unsettled} has its entry; a rival that waited finds it gone.
   */
  private static final String TAKE =
      """
      with due as (
        select entry_id from unsettled
        where merchant_id = :merchant and livemode = :livemode and currency = :currency and occurred_at <= :upTo
        order by entry_id for update
      ), taken as (
        delete from unsettled u using due where u.merchant_id = :merchant and u.entry_id = due.entry_id
        returning u.entry_id
      ), closed as (
        insert into settled_entries (merchant_id, entry_id, settlement_id)
        select :merchant, entry_id, :settlement from taken
      )
      select count(distinct e.id) as transactions,
        coalesce(sum(p.amount) filter (where e.kind = 'charge' and p.account like 'gateway_receivable:%'), 0) as gross,
        coalesce(-sum(p.amount) filter (where e.kind in ('refund', 'refund_failure') and p.account like 'gateway_receivable:%'), 0)
          as refunds,
        coalesce(-sum(p.amount) filter (where p.account = 'platform_fees'), 0) as fees
      from taken
      join entries e on e.merchant_id = :merchant and e.id = taken.entry_id
      join postings p on p.merchant_id = e.merchant_id and p.entry_id = e.id
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Ledger ledger;
  private final Balances balances;
  private final Payouts payouts;
  private final Outbox outbox;

  public Settlements(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Ledger ledger,
      Balances balances,
      Payouts payouts,
      Outbox outbox) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.ledger = ledger;
    this.balances = balances;
    this.payouts = payouts;
    this.outbox = outbox;
  }

  /**
   * What a settlement has taken.
   *
   * @param number the settlement's
   * @param payments whose captures are among it, each once
   */
  public record Taken(long number, Closing closing, List<String> payments) {}

  /** What is made of it; all of it commits with the taking, or nothing does. */
  public record Closed(
      Settlement settlement, @Nullable Payout payout, List<Entry> entries, List<Event> events) {}

  /**
   * Closes what is due of a position, in one transaction.
   *
   * @return false when nothing was due
   * @throws DuplicateKeyException when a rival closed the same position at once: nothing happened
   *     here, and what is left may be closed again
   */
  public boolean close(
      Position position, Run run, String settlementId, Function<Taken, Closed> decide) {
    Boolean closed =
        transaction.execute(
            status -> {
              long number = lastNumber(position) + 1;
              Totals totals = take(position, run, settlementId);
              if (totals.transactions() == 0) {
                return false;
              }
              Money carriedOver =
                  balances.owed(position.book(), new MerchantPayable(), position.currency());
              write(
                  run,
                  decide.apply(
                      new Taken(
                          number,
                          new Closing(totals, carriedOver),
                          payments(position.book(), settlementId))));
              return true;
            });
    return Boolean.TRUE.equals(closed);
  }

  public Optional<Settlement> find(Book book, String id) {
    return jdbc.sql(
            "select * from settlements where merchant_id = :merchant and livemode = :livemode and id = :id")
        .param("merchant", book.merchantId())
        .param("livemode", book.livemode())
        .param("id", id)
        .query(Settlements::settlement)
        .optional();
  }

  /**
   * Rows for {@link com.aegispay.starter.http.Listing}: one more than asked where there is more.
   */
  public List<Settlement> list(Book book, ListQuery page) {
    return Pages.of(
            jdbc,
            "select * from settlements where merchant_id = :merchant and livemode = :livemode",
            book,
            page)
        .query(Settlements::settlement)
        .list();
  }

  private long lastNumber(Position position) {
    return jdbc.sql(
            """
            select coalesce(max(number), 0) from settlements
            where merchant_id = :merchant and livemode = :livemode and currency = :currency
            """)
        .param("merchant", position.book().merchantId())
        .param("livemode", position.book().livemode())
        .param("currency", position.currency().code())
        .query(Long.class)
        .single();
  }

  private Totals take(Position position, Run run, String settlementId) {
    CurrencyCode currency = position.currency();
    return jdbc.sql(TAKE)
        .param("merchant", position.book().merchantId())
        .param("livemode", position.book().livemode())
        .param("currency", currency.code())
        .param("upTo", Timestamp.from(run.upTo()))
        .param("settlement", settlementId)
        .query(
            (row, index) ->
                new Totals(
                    new Money(row.getLong("gross"), currency),
                    new Money(row.getLong("refunds"), currency),
                    new Money(row.getLong("fees"), currency),
                    row.getLong("transactions")))
        .single();
  }

  private List<String> payments(Book book, String settlementId) {
    return jdbc.sql(
            """
            select distinct e.source from settled_entries s
            join entries e on e.merchant_id = s.merchant_id and e.id = s.entry_id
            where s.merchant_id = :merchant and s.settlement_id = :settlement and e.kind = 'charge'
            order by e.source
            """)
        .param("merchant", book.merchantId())
        .param("settlement", settlementId)
        .query(String.class)
        .list();
  }

  private void write(Run run, Closed closed) {
    insert(run, closed.settlement());
    if (closed.payout() != null) {
      payouts.add(closed.payout());
    }
    if (ledger.post(closed.entries()) != closed.entries().size()) {
      throw new IllegalStateException("a settlement of a new id was posted before");
    }
    outbox.append(closed.events());
  }

  private void insert(Run run, Settlement settlement) {
    Totals totals = settlement.closing().totals();
    Rows.one(
        jdbc.sql(
                """
                insert into settlements (merchant_id, id, livemode, currency, number, run_id, gross, refunds, fees, net,
                  carried_over, transactions, payout_id, created_at)
                values (:merchant, :id, :livemode, :currency, :number, :run, :gross, :refunds, :fees, :net,
                  :carriedOver, :transactions, :payout, :createdAt)
                """)
            .param("merchant", settlement.book().merchantId())
            .param("id", settlement.id())
            .param("livemode", settlement.book().livemode())
            .param("currency", totals.gross().currency().code())
            .param("number", settlement.number())
            .param("run", run.id())
            .param("gross", totals.gross().minor())
            .param("refunds", totals.refunds().minor())
            .param("fees", totals.fees().minor())
            .param("net", totals.net().minor())
            .param("carriedOver", settlement.closing().carriedOver().minor())
            .param("transactions", totals.transactions())
            .param("payout", settlement.payoutId())
            .param("createdAt", Timestamp.from(settlement.createdAt()))
            .update(),
        "settlement");
  }

  private static Settlement settlement(ResultSet row, int index) throws SQLException {
    CurrencyCode currency = CurrencyCode.of(row.getString("currency"));
    Totals totals =
        new Totals(
            new Money(row.getLong("gross"), currency),
            new Money(row.getLong("refunds"), currency),
            new Money(row.getLong("fees"), currency),
            row.getLong("transactions"));
    return new Settlement(
        row.getString("id"),
        new Book(row.getString("merchant_id"), row.getBoolean("livemode")),
        row.getLong("number"),
        new Closing(totals, new Money(row.getLong("carried_over"), currency)),
        row.getString("payout_id"),
        row.getTimestamp("created_at").toInstant());
  }
}
