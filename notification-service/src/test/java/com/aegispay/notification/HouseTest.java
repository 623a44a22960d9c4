package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.aegispay.testkit.HouseRules;
import com.aegispay.testkit.Rooms;
import org.junit.jupiter.api.Test;

class HouseTest {

  private static final String BASE = "com.aegispay.notification";

  @Test
  void the_rooms_see_each_other_as_the_table_says() {
    assertThatCode(
            () ->
                Rooms.check(
                    BASE,
                    """
                    webhook  ->
                    outbound -> webhook
                    store    -> webhook
                    flow     -> webhook outbound store
                    feed     -> webhook store flow
                    api      -> webhook store flow
                    """))
        .doesNotThrowAnyException();
  }

  @Test
  void the_house_rules_are_kept() {
    assertThatCode(() -> HouseRules.check(BASE)).doesNotThrowAnyException();
  }
}
