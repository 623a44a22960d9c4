package com.aegispay.analytics.figures;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the payments, settlements and risk checks that were created in a time.
 *
 * <p>Refunds and captures count with the payment they belong to, so that without limits of time the
 * sums are those of the ledger: every {@code payment.captured} and every {@code refund.succeeded}.
 */
@JsonPropertyOrder("object")
public record Summary(
    @Nullable String merchant,
    boolean livemode,
    @Nullable Instant createdGte,
    @Nullable Instant createdLt,
    @Nullable String currency,
    Payments payments,
    List<Amounts> amounts,
    List<Gateway> gateways,
    Risk risk) {

  /** Constant, as in every public resource. */
  @JsonProperty
  public String object() {
    return "analytics.summary";
  }

  /**
   * Counts of payments.
   *
   * @param authorizationRate of the payments that a gateway said yes or no to, the share it
   *     authorised
   * @param successRate of the payments that are paid or never will be, the share that is paid
   */
  public record Payments(
      long total,
      Map<String, Long> byStatus,
      @Nullable BigDecimal authorizationRate,
      @Nullable BigDecimal successRate) {}

  /**
   * Sums of one currency in its minor unit.
   *
   * @param net captured less refunded
   * @param fees what closed settlements charged
   * @param settled what closed settlements owe the merchant after refunds and fees
   * @param payouts what was ordered to be paid out
   */
  public record Amounts(
      String currency,
      long payments,
      long captured,
      long refunded,
      long net,
      long fees,
      long settled,
      long payouts) {}

  /** What one gateway did; amounts in minor units. */
  public record Gateway(
      String gateway,
      long payments,
      @Nullable BigDecimal authorizationRate,
      @Nullable BigDecimal successRate,
      List<GatewayAmounts> amounts) {}

  /** Sums of one gateway and currency in its minor unit. */
  public record GatewayAmounts(String currency, long captured, long refunded) {}

  /** What the risk checks said, and what became of those that people were to look at. */
  public record Risk(Map<String, Long> decisions, Reviews reviews) {}

  /** Counts of reviews. */
  public record Reviews(long open, long approved, long declined) {}

  /** What settlements say of one currency, in its minor unit. */
  public record Settlements(long fees, long settled) {}

  /** The figures of what was counted. */
  public static Summary of(
      Selection selection,
      List<Slice> slices,
      Map<String, Settlements> settlements,
      Map<String, Long> payouts,
      Risk risk) {
    return new Summary(
        selection.merchant(),
        selection.livemode(),
        selection.createdGte(),
        selection.createdLt(),
        selection.currency() == null ? null : selection.currency().code(),
        new Payments(
            sum(slices, Slice::payments),
            slices.stream()
                .collect(groupingBy(Slice::status, TreeMap::new, summingLong(Slice::payments))),
            authorizationRate(slices),
            successRate(slices)),
        amounts(slices, settlements, payouts),
        gateways(slices),
        risk);
  }

  private static List<Amounts> amounts(
      List<Slice> slices, Map<String, Settlements> settlements, Map<String, Long> payouts) {
    Map<String, List<Slice>> byCurrency = slices.stream().collect(groupingBy(Slice::currency));
    TreeSet<String> currencies = new TreeSet<>(byCurrency.keySet());
    currencies.addAll(settlements.keySet());
    currencies.addAll(payouts.keySet());
    return currencies.stream()
        .map(
            currency -> {
              List<Slice> of = byCurrency.getOrDefault(currency, List.of());
              Settlements closed = settlements.getOrDefault(currency, new Settlements(0, 0));
              long captured = sum(of, Slice::captured);
              long refunded = sum(of, Slice::refunded);
              return new Amounts(
                  currency,
                  sum(of, Slice::payments),
                  captured,
                  refunded,
                  Math.subtractExact(captured, refunded),
                  closed.fees(),
                  closed.settled(),
                  payouts.getOrDefault(currency, 0L));
            })
        .toList();
  }

  private static List<Gateway> gateways(List<Slice> slices) {
    Map<String, List<Slice>> byGateway =
        slices.stream()
            .filter(slice -> slice.gateway() != null)
            .collect(
                groupingBy(
                    slice -> Objects.requireNonNull(slice.gateway()),
                    TreeMap::new,
                    java.util.stream.Collectors.toList()));
    return byGateway.entrySet().stream()
        .map(
            entry ->
                new Gateway(
                    entry.getKey(),
                    sum(entry.getValue(), Slice::payments),
                    authorizationRate(entry.getValue()),
                    successRate(entry.getValue()),
                    gatewayAmounts(entry.getValue())))
        .toList();
  }

  private static List<GatewayAmounts> gatewayAmounts(List<Slice> slices) {
    return new TreeMap<>(slices.stream().collect(groupingBy(Slice::currency)))
        .entrySet().stream()
            .map(
                entry ->
                    new GatewayAmounts(
                        entry.getKey(),
                        sum(entry.getValue(), Slice::captured),
                        sum(entry.getValue(), Slice::refunded)))
            .toList();
  }

  private static @Nullable BigDecimal authorizationRate(List<Slice> slices) {
    return Rate.of(sum(slices, Slice::authorized), sum(slices, Slice::answered));
  }

  private static @Nullable BigDecimal successRate(List<Slice> slices) {
    return Rate.of(sum(slices, Slice::paid), sum(slices, Slice::ended));
  }

  private static long sum(List<Slice> slices, ToLongFunction<Slice> figure) {
    return slices.stream().mapToLong(figure).reduce(0, Math::addExact);
  }
}
