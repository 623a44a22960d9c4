package com.aegispay.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Duration> STEPS =
      Stream.of("PT0S", "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")
          .map(Duration::parse)
          .toList();
  private static final Ladder LADDER = new Ladder(STEPS);

  @Test
  void the_first_attempt_is_due_at_once() {
    assertThat(LADDER.start(NOW)).isEqualTo(NOW);
  }

  @ParameterizedTest(name = "after attempt {0} of ten the next is due {1} later, {2} at most")
  @CsvSource({
    "1, PT5S, PT5.5S",
    "2, PT5M, PT5M30S",
    "3, PT30M, PT33M",
    "4, PT2H, PT2H12M",
    "5, PT5H, PT5H30M",
    "6, PT10H, PT11H",
    "7, PT14H, PT15H24M",
    "8, PT20H, PT22H",
    "9, PT24H, PT26H24M"
  })
  void a_failed_attempt_is_followed_by_the_next_step(int rung, Duration least, Duration most) {
    assertThat(LADDER.judge(response(500, null), rung, NOW, 0)).isEqualTo(again(least));
    assertThat(LADDER.judge(response(500, null), rung, NOW, 1)).isEqualTo(again(most));
  }

  @Test
  void after_the_tenth_there_is_none() {
    assertThat(LADDER.judge(response(500, null), 10, NOW, 0)).isEqualTo(new Verdict.Exhausted());
    assertThat(LADDER.judge(response(503, NOW.plusSeconds(60)), 10, NOW, 0))
        .isEqualTo(new Verdict.Exhausted());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void two_hundreds_are_success(int status) {
    assertThat(LADDER.judge(response(status, null), 10, NOW, 0)).isEqualTo(new Verdict.Succeeded());
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 300, 301, 302, 307, 308, 400, 404, 409, 429, 500, 503})
  void everything_else_but_410_is_tried_again_redirects_included(int status) {
    assertThat(LADDER.judge(response(status, null), 1, NOW, 0))
        .isEqualTo(again(Duration.ofSeconds(5)));
  }

  @Test
  void four_hundred_and_ten_ends_it() {
    assertThat(LADDER.judge(response(410, null), 1, NOW, 0)).isEqualTo(new Verdict.Gone());
  }

  @ParameterizedTest
  @EnumSource(Answer.Cause.class)
  void silence_is_tried_again(Answer.Cause cause) {
    assertThat(LADDER.judge(new Answer.Silence(cause), 1, NOW, 0))
        .isEqualTo(again(Duration.ofSeconds(5)));
  }

  @ParameterizedTest(name = "asked to wait {0}, attempt {1}: the next is due {2} later")
  @CsvSource({
    "PT1M, 1, PT1M",
    "PT1S, 1, PT5S",
    "PT-1H, 1, PT5S",
    "PT23H, 1, PT23H",
    "P30D, 1, PT24H",
    "P30D, 9, PT24H"
  })
  void retry_after_puts_off_but_not_beyond_a_day(Duration asked, int rung, Duration expected) {
    assertThat(LADDER.judge(response(503, NOW.plus(asked)), rung, NOW, 0))
        .isEqualTo(again(expected));
  }

  @Test
  void a_ladder_has_steps_and_none_goes_back() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Ladder(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ladder(List.of(Duration.ofSeconds(-1))));
  }

  @ParameterizedTest
  @CsvSource({
    "120, 2026-01-01T12:02:00Z",
    "0, 2026-01-01T12:00:00Z",
    "'Thu, 01 Jan 2026 13:00:00 GMT', 2026-01-01T13:00:00Z"
  })
  void retry_after_is_seconds_or_a_date(String header, Instant expected) {
    assertThat(RetryAfter.parse(header, NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
  void a_retry_after_that_is_neither_is_ignored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  private static Answer response(int status, @Nullable Instant retryAfter) {
    return new Answer.Response(status, retryAfter, "");
  }

  private static Verdict again(Duration after) {
    return new Verdict.Again(NOW.plus(after));
  }
}
