package com.aegispay.payments;

import com.aegispay.testkit.HouseRules;
import com.aegispay.testkit.Rooms;
import org.junit.jupiter.api.Test;

class RoomsTest {

  @Test
  void theRoomsSeeWhatTheyMay() {
    Rooms.check(
        "com.aegispay.payments",
        """
        payment ->
        routing -> payment
        vault   -> payment
        outbound ->
        gateway -> payment vault outbound
        risk    -> payment outbound
        view    -> payment
        store   -> payment view
        flow    -> payment routing vault gateway risk view store
        feed    -> payment flow
        api     -> payment vault gateway view flow store
        """);
  }

  @Test
  void theHouseRulesAreKept() {
    HouseRules.check("com.aegispay.payments");
  }
}
