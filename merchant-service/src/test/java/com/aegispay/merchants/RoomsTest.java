package com.aegispay.merchants;

import com.aegispay.testkit.HouseRules;
import com.aegispay.testkit.Rooms;
import org.junit.jupiter.api.Test;

class RoomsTest {

  @Test
  void the_rooms_see_what_they_may() {
    Rooms.check(
        "com.aegispay.merchants",
        """
        change   ->
        door     ->
        endpoint -> change door
        key      -> change door
        merchant -> change door key
        """);
  }

  @Test
  void the_house_rules_are_kept() {
    HouseRules.check("com.aegispay.merchants");
  }
}
