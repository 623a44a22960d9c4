package com.aegispay.settlement.store;

import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.ledger.Posting;
import com.aegispay.starter.id.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The journal: entries are posted, never changed. */
public final class Ledger {

  private static final String POST =
      """
      with asked as (
        select *
        from unnest(:merchants::text[], :ids::text[], :livemodes::boolean[], :kinds::text[], :sources::text[],
            :topics::text[], :subjects::text[], :sequences::bigint[], :times::text[], :currencies::text[],
            :settled::boolean[])
          as e (merchant_id, id, livemode, kind, source, topic, subject, sequence, occurred_at, currency, is_settled)
      ), posted as (
        insert into entries (merchant_id, id, livemode, kind, source, cause_topic, cause_subject, cause_sequence,
          occurred_at)
        select merchant_id, id, livemode, kind, source, topic, subject, sequence, occurred_at::timestamptz
        from asked order by merchant_id, topic, subject, sequence
        on conflict (merchant_id, cause_topic, cause_subject, cause_sequence) do nothing
        returning merchant_id, id, livemode, occurred_at
      ), lines as (
        insert into postings (merchant_id, entry_id, livemode, account, currency, amount)
        select posted.merchant_id, posted.id, posted.livemode, line.account, line.currency, line.amount
        from unnest(:lineEntries::text[], :lineAccounts::text[], :lineCurrencies::text[], :lineAmounts::bigint[])
          as line (entry_id, account, currency, amount)
          join posted on posted.id = line.entry_id
      ), waiting as (
        insert into unsettled (merchant_id, entry_id, livemode, currency, occurred_at)
        select posted.merchant_id, posted.id, posted.livemode, asked.currency, posted.occurred_at
        from posted join asked using (merchant_id, id) where asked.is_settled
      )
      select count(*) from posted
      """;

  private final JdbcClient jdbc;
  private final Ids ids;

  public Ledger(JdbcClient jdbc, Ids ids) {
    this.jdbc = jdbc;
    this.ids = ids;
  }

  private record Line(String entryId, Posting posting) {}

  /**
   * Posts the entries whose causes are not in the books yet, in one statement, in the caller's
   * transaction if there is one.
   *
   * @return how many were posted; the others were there already
   */
  public int post(List<Entry> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    List<String> entryIds = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (Entry entry : entries) {
      String id = ids.next("txn");
      entryIds.add(id);
      entry.postings().forEach(posting -> lines.add(new Line(id, posting)));
    }
    return jdbc.sql(POST)
        .param("ids", entryIds.toArray(String[]::new))
        .param("merchants", texts(entries, entry -> entry.book().merchantId()))
        .param("livemodes", flags(entries, entry -> entry.book().livemode()))
        .param("kinds", texts(entries, entry -> entry.kind().code()))
        .param("sources", texts(entries, Entry::source))
        .param("topics", texts(entries, entry -> entry.cause().topic()))
        .param("subjects", texts(entries, entry -> entry.cause().subject()))
        .param("sequences", numbers(entries, entry -> entry.cause().sequence()))
        .param("times", texts(entries, entry -> entry.occurredAt().toString()))
        .param("currencies", texts(entries, entry -> entry.currency().code()))
        .param("settled", flags(entries, entry -> entry.kind().isSettled()))
        .param("lineEntries", texts(lines, Line::entryId))
        .param("lineAccounts", texts(lines, line -> line.posting().account().code()))
        .param("lineCurrencies", texts(lines, line -> line.posting().amount().currency().code()))
        .param("lineAmounts", numbers(lines, line -> line.posting().amount().minor()))
        .query(Integer.class)
        .single();
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static <T> Long[] numbers(List<T> rows, Function<T, Long> column) {
    return rows.stream().map(column).toArray(Long[]::new);
  }

  private static <T> Boolean[] flags(List<T> rows, Function<T, Boolean> column) {
    return rows.stream().map(column).toArray(Boolean[]::new);
  }
}
