package com.aegispay.analytics.figures;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A metric over time: for each currency one point a step, also where nothing happened. */
@JsonPropertyOrder("object")
public record TimeSeries(
    Metric metric,
    Interval interval,
    @Nullable String merchant,
    boolean livemode,
    Instant createdGte,
    Instant createdLt,
    List<Series> series) {

  /** More points than this are not asked for at once. */
  public static final int MAX_POINTS = 1_000;

  /** Constant, as in every public resource. */
  @JsonProperty
  public String object() {
    return "analytics.timeseries";
  }

  /** One currency's points, oldest first. */
  public record Series(String currency, List<Point> points) {}

  /**
   * One step.
   *
   * @param start when it begins; it ends where the next one does
   * @param count how many payments, captures or refunds
   * @param amount minor units
   */
  public record Point(Instant start, long count, long amount) {}

  /** A step in which something happened. */
  public record Counted(String currency, Point point) {}

  /** The whole series of what was counted; the selection has both ends. */
  public static TimeSeries of(
      Metric metric,
      Interval interval,
      Selection selection,
      Instant from,
      Instant until,
      List<Counted> counted) {
    Map<String, List<Counted>> byCurrency =
        counted.stream().collect(groupingBy(Counted::currency, TreeMap::new, Collectors.toList()));
    List<Series> series =
        byCurrency.entrySet().stream()
            .map(
                entry ->
                    new Series(entry.getKey(), filled(interval, from, until, entry.getValue())))
            .toList();
    return new TimeSeries(
        metric, interval, selection.merchant(), selection.livemode(), from, until, series);
  }

  private static List<Point> filled(
      Interval interval, Instant from, Instant until, List<Counted> counted) {
    Map<Instant, Point> known =
        counted.stream()
            .map(Counted::point)
            .collect(Collectors.toMap(Point::start, Function.identity()));
    List<Point> points = new ArrayList<>();
    for (Instant start = interval.startOf(from);
        start.isBefore(until);
        start = start.plus(interval.length())) {
      points.add(known.getOrDefault(start, new Point(start, 0, 0)));
    }
    return points;
  }
}
