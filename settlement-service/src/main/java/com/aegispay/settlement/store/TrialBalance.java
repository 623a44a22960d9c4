package com.aegispay.settlement.store;

import com.aegispay.settlement.resource.TrialBalanceResource;
import com.aegispay.settlement.resource.TrialBalanceResource.Line;
import com.aegispay.settlement.resource.TrialBalanceResource.Total;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole journal, summed: reads every posting. */
public final class TrialBalance {

  private final JdbcClient jdbc;

  public TrialBalance(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public TrialBalanceResource taken() {
    List<Line> lines =
        jdbc.sql(
                """
                select account, livemode, currency,
                  coalesce(sum(amount) filter (where amount > 0), 0) as debits,
                  coalesce(-sum(amount) filter (where amount < 0), 0) as credits,
                  sum(amount) as balance
                from postings group by account, livemode, currency order by account, livemode, currency
                """)
            .query(
                (row, index) ->
                    new Line(
                        row.getString("account"),
                        row.getBoolean("livemode"),
                        row.getString("currency"),
                        row.getLong("debits"),
                        row.getLong("credits"),
                        row.getLong("balance")))
            .list();
    List<Total> totals =
        jdbc.sql(
                """
                select livemode, currency,
                  coalesce(sum(amount) filter (where amount > 0), 0) as debits,
                  coalesce(-sum(amount) filter (where amount < 0), 0) as credits
                from postings group by livemode, currency order by livemode, currency
                """)
            .query(
                (row, index) ->
                    new Total(
                        row.getBoolean("livemode"),
                        row.getString("currency"),
                        row.getLong("debits"),
                        row.getLong("credits")))
            .list();
    boolean everyEntryBalances =
        jdbc.sql(
                """
                select not exists (
                  select from postings group by merchant_id, entry_id, livemode, currency
                  having sum(amount) <> 0)
                """)
            .query(Boolean.class)
            .single();
    boolean balanced =
        everyEntryBalances && totals.stream().allMatch(total -> total.debits() == total.credits());
    return new TrialBalanceResource("trial_balance", balanced, totals, lines);
  }
}
