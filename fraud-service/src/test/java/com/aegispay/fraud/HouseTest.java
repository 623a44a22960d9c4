package com.aegispay.fraud;

import com.aegispay.testkit.HouseRules;
import com.aegispay.testkit.Rooms;
import org.junit.jupiter.api.Test;

/** Who sees whom. */
class HouseTest {

  @Test
  void rooms_see_only_what_the_table_says() {
    Rooms.check(
        "com.aegispay.fraud",
        """
        rules    ->
        velocity -> rules
        store    -> rules
        flow     -> rules velocity store
        api      -> rules store flow
        feed     -> rules store flow
        """);
  }

  @Test
  void the_house_rules_hold() {
    HouseRules.check("com.aegispay.fraud");
  }
}
