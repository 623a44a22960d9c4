package com.aegispay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a start leaves behind. */
class RehearsalTest {

  private static final RunningFraud FRAUD = RunningFraud.start();

  @AfterAll
  static void stop() {
    FRAUD.close();
  }

  @Test
  void payments_that_nobody_made_are_assessed_before_the_first_real_one_and_nothing_is_kept() {
    assertThat(rows("assessments")).isZero();
    assertThat(rows("reviews")).isZero();
    assertThat(rows("outbox")).isZero();

    assertThat(fraudsNextEvent()).isGreaterThan(20);
  }

  private static long rows(String table) {
    return FRAUD.jdbc().sql("select count(*) from " + table).query(Long.class).single();
  }

  /** What was rolled back has used its numbers. */
  private static long fraudsNextEvent() {
    return FRAUD
        .jdbc()
        .sql("select nextval(pg_get_serial_sequence('outbox', 'id'))")
        .query(Long.class)
        .single();
  }
}
