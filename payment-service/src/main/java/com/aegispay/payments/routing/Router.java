package com.aegispay.payments.routing;

import com.aegispay.payments.routing.Route.Exclusion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which gateways may take a payment, and in which order: healthy ones before ailing ones, then the
 * cheapest first, then by name. Pure.
 */
public final class Router {

  /** Below this a gateway is asked only after all that are above it. */
  private static final int AILING = 50;

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
    return new Route(eligible.stream().map(Candidate::name).toList(), Map.copyOf(excluded));
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
    return candidate.open() ? Optional.of(Exclusion.BREAKER_OPEN) : Optional.empty();
  }
}
