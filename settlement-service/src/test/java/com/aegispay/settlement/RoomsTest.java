package com.aegispay.settlement;

import com.aegispay.testkit.HouseRules;
import com.aegispay.testkit.Rooms;
import org.junit.jupiter.api.Test;

class RoomsTest {
  private static final String HERE = "com.aegispay.settlement";

  @Test
  void who_sees_whom() {
    Rooms.check(
        HERE,
        """
        ledger   ->
        closing  -> ledger
        resource -> ledger closing
        store    -> ledger closing resource
        flow     -> ledger closing resource store
        feed     -> ledger store
        api      -> ledger closing resource store flow
        """);
  }

  @Test
  void the_house_rules_hold() {
    HouseRules.check(HERE);
  }
}
