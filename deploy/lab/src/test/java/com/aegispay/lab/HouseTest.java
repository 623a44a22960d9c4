package com.aegispay.lab;

import com.aegispay.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseTest {
  @Test
  void the_house_rules_hold() {
    HouseRules.check("com.aegispay.lab");
  }
}
