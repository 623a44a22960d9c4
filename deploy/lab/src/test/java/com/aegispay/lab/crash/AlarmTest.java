package com.aegispay.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.audit.Finding;
import com.aegispay.audit.Report;
import com.aegispay.audit.Violation;
import com.aegispay.lab.crash.Inspection.Inspected;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What makes a run end red. That the auditor names what a sabotage did is shown on a real platform,
 * by the auditor's own test.
 */
class AlarmTest {

  @Test
  void one_broken_promise_of_the_last_check_is_enough() {
    var tally = new Tally();
    tally.add(inspected());
    assertThat(tally.clean()).isTrue();
    tally.add(inspected("a promise"));
    tally.add(inspected());
    assertThat(tally.clean()).isFalse();
  }

  @Test
  void an_audit_that_found_nothing_is_no_alarm() {
    assertThat(Inspection.broken(report(finding(0, List.of(), null), 0))).isEmpty();
  }

  @Test
  void each_violation_counts_also_those_that_are_not_shown() {
    var shown = new Violation("payment pay_1", "a row", "none", "psql");
    assertThat(Inspection.broken(report(finding(3, List.of(shown), null), 0)))
        .hasSize(3)
        .first()
        .asString()
        .contains("state", "pay_1", "a row", "none", "psql");
  }

  @Test
  void what_could_not_be_looked_at_is_an_alarm() {
    assertThat(Inspection.broken(report(finding(0, List.of(), "no connection"), 0)))
        .singleElement()
        .asString()
        .contains("state", "no connection");
  }

  @Test
  void a_platform_that_does_not_come_to_rest_is_an_alarm() {
    assertThat(Inspection.broken(report(finding(0, List.of(), null), 2)))
        .singleElement()
        .asString()
        .contains("2 attempts");
  }

  @ParameterizedTest
  @EnumSource(Sabotage.class)
  void each_sabotage_has_its_deed_and_is_found_by_its_name(Sabotage sabotage) throws IOException {
    assertThat(Sabotage.named(sabotage.option())).isEqualTo(sabotage);
    assertThat(sabotage.sql()).containsAnyOf("delete from", "update", "insert into");
  }

  private static Inspected inspected(String... violations) {
    return new Inspected(1, 1, List.of(), List.of(violations));
  }

  private static Finding finding(long violations, List<Violation> shown, @Nullable String trouble) {
    return new Finding("state", "as replayed", 10, violations, shown, Duration.ZERO, trouble);
  }

  private static Report report(Finding finding, long open) {
    return new Report(
        Instant.EPOCH, Duration.ZERO, List.of(finding), Map.of("attempts", open), List.of());
  }
}
