package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.MerchantProfile;
import com.aegispay.fraud.rules.Outcome;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.rules.SeenCard;
import com.aegispay.money.CurrencyCode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is usual for each merchant, learnt from what became of its payments; some seconds old. */
public final class MerchantProfiles {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration STALE = Duration.ofMinutes(1);
  private static final int REMEMBERED_MERCHANTS = 10_000;

  /**
   * An outcome of an assessed payment counts when it is told first. The mean weighs each payment
   * like one of the last 200, and is numeric, so that thousandths of any amount fit.
   */
  private static final String LEARN =
      """
      with told as (
        select distinct on (merchant_id, payment, outcome) *
        from unnest(:merchants::text[], :payments::text[], :kinds::text[], :times::timestamptz[])
          with ordinality as t (merchant_id, payment, outcome, at, nr)
        order by merchant_id, payment, outcome, nr),
      known as (
        select a.merchant_id, a.payment, a.livemode, a.currency, a.amount, a.fingerprint, told.outcome, told.at
        from told join assessments a using (merchant_id, payment)),
      first as (
        insert into outcomes (merchant_id, payment, outcome, occurred_at)
        select merchant_id, payment, outcome, at from known order by merchant_id, payment, outcome
        on conflict do nothing
        returning merchant_id, payment, outcome),
      learnt as (
        insert into usual_amounts as usual (merchant_id, livemode, currency, payments, mean_thousandths)
        select merchant_id, livemode, currency, count(*), round(avg(amount::numeric * 1000))
        from known join first using (merchant_id, payment, outcome)
        where outcome = 'approved'
        group by merchant_id, livemode, currency order by merchant_id, livemode, currency
        on conflict (merchant_id, livemode, currency) do update set
          payments = usual.payments + excluded.payments,
          mean_thousandths = round(usual.mean_thousandths
            + (excluded.mean_thousandths - usual.mean_thousandths)
              * least(excluded.payments, 200) / least(usual.payments + excluded.payments, 200)))
      select merchant_id, livemode, fingerprint, payment, outcome, at
      from known join first using (merchant_id, payment, outcome)
      """;

  private final JdbcClient jdbc;
  private final LoadingCache<Scope, MerchantProfile> cache;

  public MerchantProfiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MERCHANTS)
            .refreshAfterWrite(FRESH)
            .expireAfterWrite(STALE)
            .build(this::read);
  }

  public MerchantProfile of(Scope scope) {
    return cache.get(scope);
  }

  /** As it is stored now. */
  public MerchantProfile read(Scope scope) {
    String country =
        jdbc.sql("select country from merchants where merchant_id = ?")
            .param(scope.merchantId())
            .query(String.class)
            .optional()
            .orElse(null);
    Map<CurrencyCode, MerchantProfile.Usual> usual = new HashMap<>();
    jdbc.sql(
            """
            select currency, payments, round(mean_thousandths / 1000)::bigint as mean from usual_amounts
            where merchant_id = ? and livemode = ?
            """)
        .params(scope.merchantId(), scope.livemode())
        .query(
            row -> {
              usual.put(
                  CurrencyCode.of(row.getString("currency")),
                  new MerchantProfile.Usual(row.getLong("payments"), row.getLong("mean")));
            });
    return new MerchantProfile(country, usual);
  }

  /**
   * Learns what became of payments.
   *
   * @return the cards of those that were assessed, and of which it was not known yet
   */
  public List<SeenCard> learn(List<Outcome> outcomes) {
    return jdbc.sql(LEARN)
        .param("merchants", texts(outcomes, Outcome::merchantId))
        .param("payments", texts(outcomes, Outcome::payment))
        .param("kinds", texts(outcomes, outcome -> lower(outcome.kind())))
        .param("times", texts(outcomes, outcome -> outcome.at().toString()))
        .query(MerchantProfiles::seen)
        .list();
  }

  /** Learns where a merchant is at home. */
  public void locate(String merchantId, String country) {
    int rows =
        jdbc.sql(
                """
                insert into merchants (merchant_id, country) values (?, ?)
                on conflict (merchant_id) do update set country = excluded.country
                """)
            .params(merchantId, country)
            .update();
    if (rows != 1) {
      throw new IllegalStateException("the merchant's country was not kept");
    }
  }

  private static SeenCard seen(ResultSet row, int index) throws SQLException {
    return new SeenCard(
        new Scope(row.getString("merchant_id"), row.getBoolean("livemode")),
        row.getString("fingerprint"),
        new Outcome(
            row.getString("merchant_id"),
            row.getString("payment"),
            Outcome.Kind.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
            row.getTimestamp("at").toInstant()));
  }

  private static String lower(Outcome.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String[] texts(List<Outcome> outcomes, Function<Outcome, String> column) {
    return outcomes.stream().map(column).toArray(String[]::new);
  }
}
