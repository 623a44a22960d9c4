package com.aegispay.starter;

import com.aegispay.testkit.HouseRules;
import com.aegispay.testkit.Rooms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HouseTest {
  /**
   * Not of {@code access}: its {@code Caller.Service} is a service, and the rule of names minds.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "health",
        "http",
        "id",
        "idempotency",
        "operations",
        "outbound",
        "problem",
        "tenant"
      })
  void the_house_rules_hold(String room) {
    HouseRules.check("com.aegispay.starter." + room);
  }

  @Test
  void the_rooms_see_no_more_than_they_may() {
    Rooms.check(
        "com.aegispay.starter",
        """
        id          ->
        problem     ->
        health      ->
        outbound    ->
        tenant      ->
        access      -> problem
        idempotency -> access problem
        http        -> access id problem
        operations  -> access http problem
        """);
  }
}
