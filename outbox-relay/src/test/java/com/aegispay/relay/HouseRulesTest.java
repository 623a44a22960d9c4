package com.aegispay.relay;

import com.aegispay.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  @Test
  void theHouseRulesHold() {
    HouseRules.check("com.aegispay.relay");
  }
}
