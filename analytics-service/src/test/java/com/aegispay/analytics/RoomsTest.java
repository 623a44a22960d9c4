package com.aegispay.analytics;

import com.aegispay.testkit.HouseRules;
import com.aegispay.testkit.Rooms;
import org.junit.jupiter.api.Test;

class RoomsTest {

  @Test
  void rooms_see_what_the_table_says() {
    Rooms.check(
        "com.aegispay.analytics",
        """
        figures ->
        store   -> figures
        feed    -> store
        api     -> figures store
        """);
  }

  @Test
  void the_house_rules_are_kept() {
    HouseRules.check("com.aegispay.analytics");
  }
}
