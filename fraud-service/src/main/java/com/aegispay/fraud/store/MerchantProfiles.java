package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.MerchantProfile;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.money.CurrencyCode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is usual for each merchant, learnt from what became of its payments; some seconds old. */
public final class MerchantProfiles {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration STALE = Duration.ofMinutes(1);
  private static final int REMEMBERED_MERCHANTS = 10_000;

  /**
   * The mean weighs each payment like one of the last 200. The first approval of an assessed
   * payment counts; the mean is numeric, so that thousandths of any amount fit.
   */
  private static final String APPROVE =
      """
      with known as (
        select merchant_id, payment, livemode, currency, amount, fingerprint from assessments
        where merchant_id = :merchant and payment = :payment),
      first as (
        insert into outcomes (merchant_id, payment, outcome, occurred_at)
        select merchant_id, payment, 'approved', :at from known
        on conflict do nothing
        returning payment),
      learnt as (
        insert into usual_amounts as usual (merchant_id, livemode, currency, payments, mean_thousandths)
        select merchant_id, livemode, currency, 1, amount::numeric * 1000 from known join first using (payment)
        on conflict (merchant_id, livemode, currency) do update set
          payments = usual.payments + 1,
          mean_thousandths = round(usual.mean_thousandths
            + (excluded.mean_thousandths - usual.mean_thousandths) / least(usual.payments + 1, 200)))
      select merchant_id, livemode, fingerprint from known join first using (payment)
      """;

  private static final String FAIL =
      """
      with known as (
        select merchant_id, payment, livemode, fingerprint from assessments
        where merchant_id = :merchant and payment = :payment),
      first as (
        insert into outcomes (merchant_id, payment, outcome, occurred_at)
        select merchant_id, payment, 'failed', :at from known
        on conflict do nothing
        returning payment)
      select merchant_id, livemode, fingerprint from known join first using (payment)
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

  /** A card whose payment came to an end for the first time. */
  public record SeenCard(Scope scope, String fingerprint) {}

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

  /** Learns that an assessed payment was approved; empty when that is known or was not assessed. */
  public Optional<SeenCard> approved(String merchantId, String payment, Instant at) {
    return outcome(APPROVE, merchantId, payment, at);
  }

  /** Learns that an assessed payment failed; empty when that is known or was not assessed. */
  public Optional<SeenCard> failed(String merchantId, String payment, Instant at) {
    return outcome(FAIL, merchantId, payment, at);
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

  private Optional<SeenCard> outcome(String sql, String merchantId, String payment, Instant at) {
    return jdbc.sql(sql)
        .param("merchant", merchantId)
        .param("payment", payment)
        .param("at", java.sql.Timestamp.from(at))
        .query(
            (row, index) ->
                new SeenCard(
                    new Scope(row.getString("merchant_id"), row.getBoolean("livemode")),
                    row.getString("fingerprint")))
        .optional();
  }
}
