package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.ListedKind;
import com.aegispay.fraud.rules.Lists;
import com.aegispay.fraud.rules.Rule;
import com.aegispay.fraud.rules.RuleBook;
import com.aegispay.fraud.rules.RuleBook.Thresholds;
import com.aegispay.fraud.rules.Scope;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Each merchant's rule book, in memory. A change counts at once in the instance that made it and
 * within 10 seconds in the others.
 */
public final class RuleBooks {

  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final Duration STALE = Duration.ofSeconds(10);
  private static final int REMEMBERED_MERCHANTS = 10_000;

  private final JdbcClient jdbc;
  private final LoadingCache<Scope, RuleBook> cache;

  public RuleBooks(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MERCHANTS)
            .refreshAfterWrite(FRESH)
            .expireAfterWrite(STALE)
            .build(this::read);
  }

  public RuleBook of(Scope scope) {
    return cache.get(scope);
  }

  /** To be called in the transaction of a change: it counts when the change is committed. */
  public void changed(Scope scope) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            if (scope.equals(Scope.PLATFORM)) {
              cache.invalidateAll();
            } else {
              cache.invalidate(scope);
            }
          }
        });
  }

  /** As it is stored now. */
  public RuleBook read(Scope scope) {
    return new RuleBook(settings(scope), thresholds(scope), lists(scope));
  }

  /** The platform's rows first, so that the merchant's own come on top. */
  private void each(String columns, String table, Scope scope, RowCallbackHandler row) {
    jdbc.sql(
            """
            select %s from %s
            where (merchant_id, livemode) in ((:platform, true), (:merchant, :livemode))
            order by merchant_id <> :platform
            """
                .formatted(columns, table))
        .param("platform", Scope.PLATFORM.merchantId())
        .param("merchant", scope.merchantId())
        .param("livemode", scope.livemode())
        .query(row);
  }

  private Map<Rule, Rule.Setting> settings(Scope scope) {
    Map<Rule, Rule.Setting> settings = new EnumMap<>(Rule.class);
    each(
        "rule, enabled, points, limit_value",
        "rule_settings",
        scope,
        row -> {
          Rule.Setting setting =
              new Rule.Setting(
                  row.getBoolean("enabled"), row.getInt("points"), row.getLong("limit_value"));
          Rule.ofCode(row.getString("rule")).ifPresent(rule -> settings.put(rule, setting));
        });
    return settings;
  }

  private Thresholds thresholds(Scope scope) {
    Thresholds[] last = {Thresholds.BUILT_IN};
    each(
        "review_at, decline_at",
        "thresholds",
        scope,
        row -> last[0] = new Thresholds(row.getInt("review_at"), row.getInt("decline_at")));
    return last[0];
  }

  private Lists lists(Scope scope) {
    Map<ListedKind, Set<String>> blocked = new EnumMap<>(ListedKind.class);
    Map<ListedKind, Set<String>> allowed = new EnumMap<>(ListedKind.class);
    each(
        "kind, value, action, expires_at is not null and expires_at <= now() as over",
        "list_entries",
        scope,
        row -> {
          if (!row.getBoolean("over")) {
            ListedKind kind = ListedKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
            var list = row.getString("action").equals("block") ? blocked : allowed;
            list.computeIfAbsent(kind, _ -> new HashSet<>()).add(row.getString("value"));
          }
        });
    return new Lists(blocked, allowed);
  }
}
