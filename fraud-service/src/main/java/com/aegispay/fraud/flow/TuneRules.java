package com.aegispay.fraud.flow;

import com.aegispay.fraud.rules.Rule;
import com.aegispay.fraud.rules.RuleBook;
import com.aegispay.fraud.rules.RuleBook.Thresholds;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.store.RuleBooks;
import com.aegispay.fraud.store.RuleSetting;
import com.aegispay.fraud.store.RuleSettings;
import com.aegispay.fraud.store.ThresholdSetting;
import com.aegispay.fraud.store.ThresholdSettings;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets rules and thresholds for a merchant, or as an operator for all who did not set them. */
public final class TuneRules {

  private final RuleSettings settings;
  private final ThresholdSettings thresholds;
  private final RuleBooks books;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public TuneRules(
      RuleSettings settings,
      ThresholdSettings thresholds,
      RuleBooks books,
      TransactionTemplate transaction,
      InstantSource clock) {
    this.settings = settings;
    this.thresholds = thresholds;
    this.books = books;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What holds for a merchant now. */
  public RuleBook inForce(Scope scope) {
    return books.read(scope);
  }

  /** Who set the rules that do not stand as built in: {@code merchant} or {@code platform}. */
  public Map<Rule, String> setBy(Scope scope) {
    Map<Rule, String> setBy = new EnumMap<>(Rule.class);
    for (Scope setter : List.of(Scope.PLATFORM, scope)) {
      String name = setter.equals(Scope.PLATFORM) ? "platform" : "merchant";
      settings.findByMerchantIdAndLivemode(setter.merchantId(), setter.livemode()).stream()
          .flatMap(setting -> setting.rule().stream())
          .forEach(rule -> setBy.put(rule, name));
    }
    return setBy;
  }

  /** The caller's own setting of a rule. */
  public Optional<RuleSetting> own(Scope scope, Rule rule) {
    return settings.findById(RuleSetting.Key.of(scope, rule));
  }

  /** Sets a rule: what is in force, changed. */
  public void set(Scope scope, Rule rule, UnaryOperator<Rule.Setting> change) {
    transaction.executeWithoutResult(
        _ -> {
          Rule.Setting changed = change.apply(inForce(scope).setting(rule));
          RuleSetting row =
              own(scope, rule)
                  .orElseGet(() -> new RuleSetting(scope, rule, changed, clock.instant()));
          row.set(changed, clock.instant());
          var _ = settings.saveAndFlush(row);
          books.changed(scope);
        });
  }

  /** Takes the caller's own setting of a rule back. */
  public void reset(Scope scope, Rule rule) {
    transaction.executeWithoutResult(
        _ -> {
          own(scope, rule).ifPresent(settings::delete);
          books.changed(scope);
        });
  }

  public void setThresholds(Scope scope, Thresholds changed) {
    transaction.executeWithoutResult(
        _ -> {
          ThresholdSetting row =
              thresholds
                  .findById(ThresholdSetting.Key.of(scope))
                  .orElseGet(() -> new ThresholdSetting(scope, changed, clock.instant()));
          row.set(changed, clock.instant());
          var _ = thresholds.saveAndFlush(row);
          books.changed(scope);
        });
  }

  /** Takes the caller's own thresholds back. */
  public void resetThresholds(Scope scope) {
    transaction.executeWithoutResult(
        _ -> {
          thresholds.findById(ThresholdSetting.Key.of(scope)).ifPresent(thresholds::delete);
          books.changed(scope);
        });
  }
}
