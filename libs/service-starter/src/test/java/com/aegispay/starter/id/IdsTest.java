package com.aegispay.starter.id;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.starter.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
  private final Ids ids = new Ids(clock, new SecureRandom());

  @Test
  void ids_sort_by_the_millisecond_in_which_they_were_made() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      made.add(ids.next("pay"));
      clock.pass(Duration.ofMillis(1 + i * 1000L));
    }
    assertThat(made).isSorted();
  }

  @Test
  void ids_of_one_millisecond_are_all_different() {
    var made = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      made.add(ids.next("pay"));
    }
    assertThat(made).hasSize(1000).allMatch(id -> Ids.isId("pay", id));
  }

  /** The time of the ULID specification's example, 01ARZ3NDEK.... */
  @Test
  void the_first_ten_digits_are_the_time_as_the_specification_writes_it() {
    var then = new TestClock("2016-07-30T23:54:10.259Z");
    assertThat(new Ids(then, new SecureRandom()).next("evt")).startsWith("evt_01ARZ3NDEK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pay",
        "pay_",
        "pay_01ARZ3NDEKTSV4RRFFQ69G5FA",
        "pay_01ARZ3NDEKTSV4RRFFQ69G5FAVV",
        "pay_01arz3ndektsv4rrffq69g5fav",
        "pay_81ARZ3NDEKTSV4RRFFQ69G5FAV",
        "pay_01ARZ3NDEKTSV4RRFFQ69G5FAU",
        "re_01ARZ3NDEKTSV4RRFFQ69G5FAV"
      })
  void what_has_another_form_is_no_id(String text) {
    assertThat(Ids.isId("pay", text)).isFalse();
    assertThat(Ids.isId("pay", "pay_01ARZ3NDEKTSV4RRFFQ69G5FAV")).isTrue();
  }
}
