package com.aegispay.payments.gateway.sandbox.server;

import com.aegispay.payments.gateway.sandbox.SandboxHouse;
import java.util.Map;

/** How a gateway behaves towards a card: the table of the public contract, by the number. */
enum CardScript {
  APPROVE,
  GENERIC_DECLINE,
  INSUFFICIENT_FUNDS,
  LOST_CARD,
  STOLEN_CARD,
  EXPIRED_CARD,
  INCORRECT_CVC,
  PROCESSING_ERROR,
  REQUIRE_CUSTOMER,
  REQUIRE_CUSTOMER_THEN_DECLINE,
  REFUND_PENDING_THEN_DONE,
  REFUND_DONE_THEN_FAILED,
  SILENT_AFTER_APPROVAL,
  SILENT_WITHOUT_TRACE,
  SILENT_FOR_EVER,
  NOT_EXECUTED_AT_ALPHA,
  NOTICE_BEFORE_ANSWER;

  private static final Map<String, CardScript> BY_NUMBER =
      Map.ofEntries(
          Map.entry("4000000000000002", GENERIC_DECLINE),
          Map.entry("4000000000009995", INSUFFICIENT_FUNDS),
          Map.entry("4000000000009987", LOST_CARD),
          Map.entry("4000000000009979", STOLEN_CARD),
          Map.entry("4000000000000069", EXPIRED_CARD),
          Map.entry("4000000000000127", INCORRECT_CVC),
          Map.entry("4000000000000119", PROCESSING_ERROR),
          Map.entry("4000002760003184", REQUIRE_CUSTOMER),
          Map.entry("4000008400001629", REQUIRE_CUSTOMER_THEN_DECLINE),
          Map.entry("4000000000007726", REFUND_PENDING_THEN_DONE),
          Map.entry("4000000000005126", REFUND_DONE_THEN_FAILED),
          Map.entry("4000000000110009", SILENT_AFTER_APPROVAL),
          Map.entry("4000000000110017", SILENT_WITHOUT_TRACE),
          Map.entry("4000000000110025", NOT_EXECUTED_AT_ALPHA),
          Map.entry("4000000000110033", NOTICE_BEFORE_ANSWER),
          Map.entry("4000000000110041", SILENT_FOR_EVER));

  /** Every other card is approved. */
  static CardScript of(String number) {
    return BY_NUMBER.getOrDefault(number, APPROVE);
  }

  boolean executesAt(SandboxHouse house) {
    return this != NOT_EXECUTED_AT_ALPHA || house != SandboxHouse.ALPHA;
  }
}
