package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.Rule;
import com.aegispay.fraud.rules.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a merchant, or an operator for all, set a built-in rule. */
@Entity
@Table(name = "rule_settings")
@IdClass(RuleSetting.Key.class)
@SuppressWarnings("NullAway.Init") // JPA's constructor
public class RuleSetting {

  @Id private String merchantId;
  @Id private boolean livemode;
  @Id private String rule;
  private boolean enabled;
  private int points;
  private long limitValue;
  private Instant updatedAt;
  @Version private @Nullable Integer version;

  protected RuleSetting() {}

  public RuleSetting(Scope scope, Rule rule, Rule.Setting setting, Instant at) {
    this.merchantId = scope.merchantId();
    this.livemode = scope.livemode();
    this.rule = rule.code();
    set(setting, at);
  }

  /** What the database knows a setting by. */
  public record Key(String merchantId, boolean livemode, String rule) implements Serializable {

    public static Key of(Scope scope, Rule rule) {
      return new Key(scope.merchantId(), scope.livemode(), rule.code());
    }
  }

  /** Empty when this version has no such rule. */
  public Optional<Rule> rule() {
    return Rule.ofCode(rule);
  }

  public Rule.Setting setting() {
    return new Rule.Setting(enabled, points, limitValue);
  }

  public final void set(Rule.Setting setting, Instant at) {
    enabled = setting.enabled();
    points = setting.points();
    limitValue = setting.limit();
    updatedAt = at;
  }

  public Instant updatedAt() {
    return updatedAt;
  }
}
