package com.aegispay.payments.routing;

import com.aegispay.payments.payment.Choice;
import com.aegispay.payments.routing.Route.Exclusion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which gateways may take a payment, and in which order: healthy ones before ailing ones, then the
 * cheapest first, then by name. Pure.
 */
public final class Router {

  /** Below this a gateway is asked only after all that are above it. */
  private static final int AILING = 50;

  /** The rules above, as a payment's history names them. Other rules have another name. */
  static final String POLICY = "health_then_cost.1";

  private Router() {}

  /**
   * The route of a payment.
   *
   * @param wanted the only gateway that the merchant accepts; null for any
   * @param holdFor how long the money has to be held before it is captured
   */
  public static Route route(
      boolean livemode,
      String currency,
      String brand,
      @Nullable String wanted,
      Duration holdFor,
      List<Candidate> candidates) {
    List<Candidate> eligible = new ArrayList<>();
    Map<String, Exclusion> excluded = new TreeMap<>();
    for (Candidate candidate : candidates) {
      exclusion(livemode, currency, brand, wanted, holdFor, candidate)
          .ifPresentOrElse(
              why -> excluded.put(candidate.name(), why), () -> eligible.add(candidate));
    }
    eligible.sort(
        Comparator.comparing((Candidate candidate) -> candidate.health() < AILING)
            .thenComparing(Candidate::cost)
            .thenComparing(Candidate::name));
    return new Route(
        eligible.stream().map(Candidate::name).toList(),
        Map.copyOf(excluded),
        choice(eligible, candidates, excluded));
  }

  private static Choice choice(
      List<Candidate> eligible, List<Candidate> all, Map<String, Exclusion> excluded) {
    Stream<Candidate> others =
        all.stream()
            .filter(candidate -> excluded.containsKey(candidate.name()))
            .sorted(Comparator.comparing(Candidate::name));
    return new Choice(
        POLICY,
        Stream.concat(eligible.stream(), others)
            .map(candidate -> considered(candidate, excluded.get(candidate.name())))
            .toList());
  }

  private static Choice.Considered considered(Candidate candidate, @Nullable Exclusion why) {
    return new Choice.Considered(
        candidate.name(),
        candidate.cost().minor(),
        candidate.health(),
        candidate.breaker(),
        why == null ? null : why.name().toLowerCase(Locale.ROOT));
  }

  private static Optional<Exclusion> exclusion(
      boolean livemode,
      String currency,
      String brand,
      @Nullable String wanted,
      Duration holdFor,
      Candidate candidate) {
    if (wanted != null && !wanted.equals(candidate.name())) {
      return Optional.of(Exclusion.NOT_WANTED);
    }
    if (candidate.livemode() != livemode) {
      return Optional.of(Exclusion.OTHER_MODE);
    }
    if (!candidate.currencies().isEmpty() && !candidate.currencies().contains(currency)) {
      return Optional.of(Exclusion.CURRENCY);
    }
    if (!candidate.brands().isEmpty() && !candidate.brands().contains(brand)) {
      return Optional.of(Exclusion.BRAND);
    }
    if (candidate.holdLasts().compareTo(holdFor) < 0) {
      return Optional.of(Exclusion.HOLD_TOO_SHORT);
    }
    return candidate.breaker().equals("open")
        ? Optional.of(Exclusion.BREAKER_OPEN)
        : Optional.empty();
  }
}
