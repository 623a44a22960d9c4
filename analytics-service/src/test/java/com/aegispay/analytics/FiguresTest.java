package com.aegispay.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.analytics.figures.Interval;
import com.aegispay.analytics.figures.Metric;
import com.aegispay.analytics.figures.Selection;
import com.aegispay.analytics.figures.Summary;
import com.aegispay.analytics.figures.TimeSeries;
import com.aegispay.money.CurrencyCode;
import com.aegispay.outbox.Inbox;
import com.aegispay.outbox.ReceivedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FiguresTest {

  private static final List<String> MERCHANTS = List.of("mer_A", "mer_B", "mer_C");
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2026-03-15T00:00:00Z");

  private final ReadModels models = new ReadModels();

  /** What the events say, added up without any of the code under test. */
  private record Books(Map<String, Long> captured, Map<String, Long> refunded) {

    static Books of(List<PaymentStory> stories) {
      Books books = new Books(new HashMap<>(), new HashMap<>());
      for (PaymentStory story : stories) {
        for (ReceivedEvent event : story.events) {
          JsonNode data = JsonMapper.shared().readTree(event.body()).path("data");
          String currency = data.path("currency").asString("");
          long amount = data.path("amount").asLong(0);
          switch (event.type()) {
            case "payment.captured" -> books.captured().merge(currency, amount, Long::sum);
            case "refund.succeeded" -> books.refunded().merge(currency, amount, Long::sum);
            default -> {
              // No money moved.
            }
          }
        }
      }
      return books;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void figures_are_what_the_events_add_up_to_however_they_were_delivered(long seed) {
    RandomPayments random = new RandomPayments(seed);
    List<PaymentStory> stories = random.stories(MERCHANTS, 60);
    List<ReceivedEvent> delivered = random.delivered(stories);
    int applied = 0;
    for (int from = 0; from < delivered.size(); ) {
      int until = Math.min(delivered.size(), from + random.batchSize());
      Inbox.Receipt receipt = models.receive(delivered.subList(from, until));
      assertThat(receipt.deadLetters()).isZero();
      assertThat(receipt.gaps()).isZero();
      applied += receipt.applied();
      from = until;
    }
    assertThat(applied).isEqualTo(stories.stream().mapToInt(story -> story.events.size()).sum());
    assertThat(applied).isLessThan(delivered.size());

    for (boolean livemode : List.of(true, false)) {
      for (String merchant : MERCHANTS) {
        agree(Selection.ofAllTimes(merchant, livemode, null), stories);
      }
      agree(Selection.ofAllTimes(null, livemode, null), stories);
      agree(Selection.ofAllTimes("mer_A", livemode, CurrencyCode.of("JPY")), stories);
      agree(
          Selection.ofAllTimes(null, livemode, null)
              .between(FIRST.plusSeconds(86_400), FIRST.plusSeconds(3 * 86_400)),
          stories);
    }
  }

  private void agree(Selection selection, List<PaymentStory> all) {
    List<PaymentStory> stories = all.stream().filter(selected(selection)).toList();
    Summary summary = models.figures.summary(selection);

    assertThat(summary.payments().total()).isEqualTo(stories.size());
    assertThat(summary.payments().byStatus())
        .isEqualTo(
            stories.stream().collect(Collectors.groupingBy(s -> s.status, Collectors.counting())));
    Books books = Books.of(stories);
    assertThat(nonZero(summary.amounts(), Summary.Amounts::captured)).isEqualTo(books.captured());
    assertThat(nonZero(summary.amounts(), Summary.Amounts::refunded)).isEqualTo(books.refunded());
    assertThat(summary.amounts())
        .allMatch(amounts -> amounts.net() == amounts.captured() - amounts.refunded());
    assertThat(
            summary.gateways().stream()
                .flatMap(gateway -> gateway.amounts().stream())
                .collect(
                    Collectors.groupingBy(
                        Summary.GatewayAmounts::currency,
                        Collectors.summingLong(Summary.GatewayAmounts::captured))))
        .allSatisfy(
            (currency, captured) ->
                assertThat(captured).isEqualTo(books.captured().getOrDefault(currency, 0L)));
    if (selection.createdGte() == null) {
      assertThat(seriesSums(Metric.CAPTURED, selection)).isEqualTo(books.captured());
      assertThat(seriesSums(Metric.REFUNDED, selection)).isEqualTo(books.refunded());
    }
  }

  private static Predicate<PaymentStory> selected(Selection selection) {
    Instant from = selection.createdGte() == null ? Instant.MIN : selection.createdGte();
    Instant until = selection.createdLt() == null ? Instant.MAX : selection.createdLt();
    CurrencyCode currency = selection.currency();
    return story ->
        (selection.merchant() == null || selection.merchant().equals(story.merchant))
            && selection.livemode() == story.livemode
            && (currency == null || currency.code().equals(story.currency))
            && !story.createdAt.isBefore(from)
            && story.createdAt.isBefore(until);
  }

  private static Map<String, Long> nonZero(
      List<Summary.Amounts> amounts, java.util.function.ToLongFunction<Summary.Amounts> figure) {
    return amounts.stream()
        .filter(of -> figure.applyAsLong(of) != 0)
        .collect(Collectors.toMap(Summary.Amounts::currency, figure::applyAsLong));
  }

  private Map<String, Long> seriesSums(Metric metric, Selection selection) {
    TimeSeries series = models.figures.timeSeries(metric, Interval.HOUR, selection, FIRST, LAST);
    return series.series().stream()
        .collect(
            Collectors.toMap(
                TimeSeries.Series::currency,
                of -> of.points().stream().mapToLong(TimeSeries.Point::amount).sum()));
  }

  @Test
  void rates_leave_out_what_has_not_been_answered_or_has_not_ended() {
    List<PaymentStory> stories =
        List.of(
            payment(1).processing("sandbox_alpha").authorized().captured(500),
            payment(2).processing("sandbox_alpha").failed(),
            payment(3).processing("sandbox_beta").authorized().cancelled(),
            payment(4).processing("sandbox_beta").authorized(),
            payment(5).processing("sandbox_beta"),
            payment(6).failed());
    stories.forEach(story -> applied(story.events));

    Summary summary = models.figures.summary(Selection.ofAllTimes("mer_A", false, null));

    assertThat(summary.payments().authorizationRate()).isEqualTo(new BigDecimal("0.7500"));
    assertThat(summary.payments().successRate()).isEqualTo(new BigDecimal("0.2500"));
    assertThat(summary.gateways())
        .extracting(Summary.Gateway::gateway, Summary.Gateway::authorizationRate)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("sandbox_alpha", new BigDecimal("0.5000")),
            org.assertj.core.groups.Tuple.tuple("sandbox_beta", new BigDecimal("1.0000")));
  }

  @Test
  void there_is_no_rate_of_nothing() {
    Summary summary = models.figures.summary(Selection.ofAllTimes("mer_A", false, null));

    assertThat(summary.payments().total()).isZero();
    assertThat(summary.payments().authorizationRate()).isNull();
    assertThat(summary.payments().successRate()).isNull();
  }

  @Test
  void a_series_has_a_point_for_each_step_also_where_nothing_happened() {
    applied(payment(1).processing("sandbox_alpha").authorized().captured(500).events);

    TimeSeries series =
        models.figures.timeSeries(
            Metric.NET,
            Interval.DAY,
            Selection.ofAllTimes("mer_A", false, null),
            FIRST.minusSeconds(86_400),
            FIRST.plusSeconds(2 * 86_400));

    assertThat(series.series())
        .containsExactly(
            new TimeSeries.Series(
                "EUR",
                List.of(
                    new TimeSeries.Point(FIRST.minusSeconds(86_400), 0, 0),
                    new TimeSeries.Point(FIRST, 1, 500),
                    new TimeSeries.Point(FIRST.plusSeconds(86_400), 0, 0))));
  }

  @Test
  void an_unknown_type_changes_nothing_and_leaves_no_gap() {
    PaymentStory story = payment(1).processing("sandbox_alpha").authorized().captured(500);
    applied(story.disputed().settled().events);

    assertThat(models.count("select upto from inbox_positions where subject = 'pay_1'"))
        .isEqualTo(6);
    assertThat(models.count("select last_sequence from payments where payment_id = 'pay_1'"))
        .isEqualTo(6);
  }

  @Test
  void a_version_that_is_not_known_is_put_aside_and_not_counted() {
    PaymentStory story = payment(1).processing("sandbox_alpha").captured(500);
    ReceivedEvent known = story.events.getLast();
    ReceivedEvent next =
        new ReceivedEvent(
            known.topic(),
            0,
            0,
            known.subject(),
            known.id(),
            known.type(),
            2,
            known.sequence(),
            known.merchantId(),
            known.body(),
            null);
    applied(story.events.subList(0, 2));

    assertThat(models.receive(List.of(next)).deadLetters()).isEqualTo(1);
    assertThat(models.count("select count(*) from movements")).isZero();
  }

  @Test
  void money_that_moved_stays_as_it_was_written() {
    applied(payment(1).processing("sandbox_alpha").captured(500).events);

    assertThatThrownBy(() -> models.jdbc.sql("update movements set amount = 1").update())
        .hasStackTraceContaining("permission denied");
  }

  private static PaymentStory payment(int number) {
    return new PaymentStory("mer_A", false, "pay_" + number, "EUR", 500, FIRST);
  }

  private void applied(List<ReceivedEvent> events) {
    assertThat(models.receive(events).applied()).isEqualTo(events.size());
  }
}
