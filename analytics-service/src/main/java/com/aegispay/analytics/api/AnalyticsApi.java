package com.aegispay.analytics.api;

import com.aegispay.analytics.figures.Interval;
import com.aegispay.analytics.figures.Metric;
import com.aegispay.analytics.figures.Selection;
import com.aegispay.analytics.figures.Summary;
import com.aegispay.analytics.figures.TimeSeries;
import com.aegispay.analytics.store.Figures;
import com.aegispay.analytics.store.Merchants;
import com.aegispay.money.CurrencyCode;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Figures. A merchant's are its own in the mode of its key; an operator says which mode, and whose
 * when not everybody's.
 */
@RestController
class AnalyticsApi {

  private static final Duration DEFAULT_DAYS = Duration.ofDays(30);
  private static final Duration DEFAULT_HOURS = Duration.ofDays(1);

  private final Figures figures;
  private final Merchants merchants;
  private final Clock clock;

  AnalyticsApi(Figures figures, Merchants merchants, Clock clock) {
    this.figures = figures;
    this.merchants = merchants;
    this.clock = clock;
  }

  @GetMapping("/v1/analytics/summary")
  Summary summary(
      Caller caller,
      @RequestParam(name = "merchant", required = false) @Nullable String merchant,
      @RequestParam(name = "livemode", required = false) @Nullable Boolean livemode,
      @RequestParam(name = "created_gte", required = false) @Nullable Instant createdGte,
      @RequestParam(name = "created_lt", required = false) @Nullable Instant createdLt,
      @RequestParam(name = "currency", required = false) @Nullable String currency) {
    ordered(createdGte, createdLt);
    return figures.summary(
        selection(caller, merchant, livemode, currency).between(createdGte, createdLt));
  }

  @GetMapping("/v1/analytics/timeseries")
  TimeSeries timeSeries(
      Caller caller,
      @RequestParam(name = "metric") String metric,
      @RequestParam(name = "interval", defaultValue = "day") String interval,
      @RequestParam(name = "merchant", required = false) @Nullable String merchant,
      @RequestParam(name = "livemode", required = false) @Nullable Boolean livemode,
      @RequestParam(name = "created_gte", required = false) @Nullable Instant createdGte,
      @RequestParam(name = "created_lt", required = false) @Nullable Instant createdLt,
      @RequestParam(name = "currency", required = false) @Nullable String currency) {
    Metric of = oneOf("metric", metric, Metric.values());
    Interval step = oneOf("interval", interval, Interval.values());
    Instant until = createdLt == null ? clock.instant() : createdLt;
    Instant from =
        createdGte == null
            ? until.minus(step == Interval.DAY ? DEFAULT_DAYS : DEFAULT_HOURS)
            : createdGte;
    ordered(from, until);
    if (Duration.between(step.startOf(from), until).dividedBy(step.length())
        >= TimeSeries.MAX_POINTS) {
      throw invalid(
          "created_gte",
          "Ask for %,d points at most: a shorter time or a longer interval."
              .formatted(TimeSeries.MAX_POINTS));
    }
    return figures.timeSeries(
        of, step, selection(caller, merchant, livemode, currency), from, until);
  }

  /** Whose figures, in which mode and currency, of all times. */
  private Selection selection(
      Caller caller,
      @Nullable String merchant,
      @Nullable Boolean livemode,
      @Nullable String currency) {
    CurrencyCode only = currency == null ? null : known(currency);
    return switch (caller) {
      case Caller.Merchant own -> {
        if (merchant != null || livemode != null) {
          throw invalid(
              merchant != null ? "merchant" : "livemode",
              "Your key says whose figures these are and in which mode; leave this out.");
        }
        yield Selection.ofAllTimes(own.merchantId(), own.livemode(), only);
      }
      case Caller.Operator() -> {
        if (livemode == null) {
          throw Problem.ofParam(
                  ProblemCode.PARAMETER_MISSING,
                  "livemode",
                  "Say livemode=true or livemode=false: figures of the two never mix.")
              .asException();
        }
        if (merchant != null && !merchants.exists(merchant)) {
          throw Problem.ofParam(
                  ProblemCode.RESOURCE_MISSING, "merchant", "There is no such merchant.")
              .asException();
        }
        yield Selection.ofAllTimes(merchant, livemode, only);
      }
      case Caller.Service() ->
          throw Problem.of(
                  ProblemCode.PERMISSION_DENIED, "This path serves merchants and operators.")
              .asException();
    };
  }

  private static CurrencyCode known(String currency) {
    return CurrencyCode.parse(currency)
        .orElseThrow(
            () ->
                Problem.ofParam(
                        ProblemCode.CURRENCY_INVALID,
                        "currency",
                        "currency must be an ISO 4217 code of three letters.")
                    .asException());
  }

  private static void ordered(@Nullable Instant from, @Nullable Instant until) {
    if (from != null && until != null && !from.isBefore(until)) {
      throw invalid("created_lt", "created_lt must be after created_gte.");
    }
  }

  private static <E extends Enum<E>> E oneOf(String param, String text, E[] values) {
    return Arrays.stream(values)
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    param,
                    Arrays.stream(values)
                        .map(Object::toString)
                        .collect(Collectors.joining(", ", param + " must be one of ", "."))));
  }

  private static ProblemException invalid(String param, String detail) {
    return Problem.ofParam(ProblemCode.PARAMETER_INVALID, param, detail).asException();
  }
}
