package com.aegispay.fraud.api;

import com.aegispay.fraud.flow.TuneRules;
import com.aegispay.fraud.rules.Rule;
import com.aegispay.fraud.rules.RuleBook;
import com.aegispay.fraud.rules.RuleBook.Thresholds;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The built-in rules and the thresholds. A merchant sets them for itself, in its key's mode; what
 * an operator sets holds for every merchant that did not.
 */
@RestController
class RulesDoor {

  private static final String ID_PREFIX = "rule_";
  private static final long MAX_LIMIT = 1_000_000_000_000L;

  private final TuneRules tuneRules;
  private final Idempotency idempotency;

  RulesDoor(TuneRules tuneRules, Idempotency idempotency) {
    this.tuneRules = tuneRules;
    this.idempotency = idempotency;
  }

  /**
   * A rule as it is in force for the caller.
   *
   * @param limit null where the rule has none
   * @param setBy {@code built_in}, {@code platform} or {@code merchant}
   */
  @JsonPropertyOrder({"id", "object"})
  record RuleResource(
      String id,
      String object,
      String rule,
      String description,
      boolean enabled,
      int points,
      @Nullable Long limit,
      String setBy) {}

  record RuleWish(
      @NotBlank String rule,
      @Nullable Boolean enabled,
      @Nullable @Min(0) @Max(100) Integer points,
      @Nullable @Min(0) @Max(MAX_LIMIT) Long limit) {}

  record RuleChange(
      @Nullable Boolean enabled,
      @Nullable @Min(0) @Max(100) Integer points,
      @Nullable @Min(0) @Max(MAX_LIMIT) Long limit) {}

  record ThresholdsResource(String object, int reviewAt, int declineAt) {}

  record ThresholdsChange(@Nullable Integer reviewAt, @Nullable Integer declineAt) {}

  @GetMapping("/v1/fraud/rules")
  Listing<RuleResource> list(Caller caller, ListQuery query) {
    Scope scope = Callers.scope(caller);
    RuleBook book = tuneRules.inForce(scope);
    Map<Rule, String> setBy = tuneRules.setBy(scope);
    return Listing.of(query, page(query).map(rule -> resource(book, rule, setBy)).toList());
  }

  @GetMapping("/v1/fraud/rules/{id}")
  RuleResource get(Caller caller, @PathVariable String id) {
    return inForce(Callers.scope(caller), rule(id));
  }

  /** Sets a rule that the caller has not set yet. */
  @PostMapping("/v1/fraud/rules")
  ResponseEntity<String> create(
      Caller caller, @Valid @RequestBody RuleWish wish, HttpServletRequest request) {
    Scope scope = Callers.scope(caller);
    Rule rule =
        Rule.ofCode(wish.rule())
            .orElseThrow(
                () ->
                    Problem.ofParam(
                            ProblemCode.PARAMETER_INVALID,
                            "rule",
                            "rule must be one of "
                                + String.join(
                                    ", ", Arrays.stream(Rule.values()).map(Rule::code).toList())
                                + ".")
                        .asException());
    RuleChange change = new RuleChange(wish.enabled(), wish.points(), wish.limit());
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        wish,
        201,
        () -> {
          if (tuneRules.own(scope, rule).isPresent()) {
            throw Problem.ofParam(
                    ProblemCode.STATE_CONFLICT,
                    "rule",
                    "You have set this rule already. Change it at /v1/fraud/rules/%s%s."
                        .formatted(ID_PREFIX, rule.code()))
                .asException();
          }
          return changed(scope, rule, change);
        });
  }

  @PatchMapping("/v1/fraud/rules/{id}")
  RuleResource change(
      Caller caller, @PathVariable String id, @Valid @RequestBody RuleChange change) {
    return changed(Callers.scope(caller), rule(id), change);
  }

  /** Takes the caller's own setting back and answers the rule as it is in force then. */
  @DeleteMapping("/v1/fraud/rules/{id}")
  RuleResource reset(Caller caller, @PathVariable String id) {
    Scope scope = Callers.scope(caller);
    Rule rule = rule(id);
    tuneRules.reset(scope, rule);
    return inForce(scope, rule);
  }

  @GetMapping("/v1/fraud/thresholds")
  ThresholdsResource thresholds(Caller caller) {
    return thresholdsOf(Callers.scope(caller));
  }

  @PatchMapping("/v1/fraud/thresholds")
  ThresholdsResource changeThresholds(Caller caller, @Valid @RequestBody ThresholdsChange change) {
    Scope scope = Callers.scope(caller);
    Thresholds now = tuneRules.inForce(scope).thresholds();
    int reviewAt = Objects.requireNonNullElse(change.reviewAt(), now.reviewAt());
    int declineAt = Objects.requireNonNullElse(change.declineAt(), now.declineAt());
    if (!Thresholds.valid(reviewAt, declineAt)) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID,
              change.reviewAt() != null ? "review_at" : "decline_at",
              "1 <= review_at <= decline_at <= 101 must hold; 101 is never.")
          .asException();
    }
    tuneRules.setThresholds(scope, new Thresholds(reviewAt, declineAt));
    return thresholdsOf(scope);
  }

  @DeleteMapping("/v1/fraud/thresholds")
  ThresholdsResource resetThresholds(Caller caller) {
    Scope scope = Callers.scope(caller);
    tuneRules.resetThresholds(scope);
    return thresholdsOf(scope);
  }

  private RuleResource changed(Scope scope, Rule rule, RuleChange change) {
    if (change.limit() != null && !rule.hasLimit()) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID, "limit", "The rule " + rule.code() + " has no limit.")
          .asException();
    }
    tuneRules.set(
        scope,
        rule,
        now ->
            new Rule.Setting(
                Objects.requireNonNullElse(change.enabled(), now.enabled()),
                Objects.requireNonNullElse(change.points(), now.points()),
                Objects.requireNonNullElse(change.limit(), now.limit())));
    return inForce(scope, rule);
  }

  private RuleResource inForce(Scope scope, Rule rule) {
    return resource(tuneRules.inForce(scope), rule, tuneRules.setBy(scope));
  }

  private static RuleResource resource(RuleBook book, Rule rule, Map<Rule, String> setBy) {
    Rule.Setting setting = book.setting(rule);
    return new RuleResource(
        ID_PREFIX + rule.code(),
        "fraud_rule",
        rule.code(),
        rule.text(setting.limit()),
        setting.enabled(),
        setting.points(),
        rule.hasLimit() ? setting.limit() : null,
        setBy.getOrDefault(rule, "built_in"));
  }

  private ThresholdsResource thresholdsOf(Scope scope) {
    Thresholds now = tuneRules.inForce(scope).thresholds();
    return new ThresholdsResource("fraud_thresholds", now.reviewAt(), now.declineAt());
  }

  private static Rule rule(String id) {
    return (id.startsWith(ID_PREFIX)
            ? Rule.ofCode(id.substring(ID_PREFIX.length()))
            : Optional.<Rule>empty())
        .orElseThrow(() -> Problem.missing("rule", id).asException());
  }

  /** The rules next to the cursor first; they are few and have a fixed order. */
  private static Stream<Rule> page(ListQuery query) {
    List<Rule> all = List.of(Rule.values());
    if (query.endingBefore() != null) {
      int end = all.indexOf(rule(query.endingBefore()));
      return IntStream.iterate(end - 1, i -> i >= 0, i -> i - 1)
          .mapToObj(all::get)
          .limit(query.limit() + 1L);
    }
    int start = query.startingAfter() == null ? 0 : all.indexOf(rule(query.startingAfter())) + 1;
    return all.stream().skip(start).limit(query.limit() + 1L);
  }
}
