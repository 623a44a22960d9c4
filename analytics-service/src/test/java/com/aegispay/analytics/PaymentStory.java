package com.aegispay.analytics;

import com.aegispay.outbox.ReceivedEvent;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One payment's events as payment-service tells them, written step by step; the story knows how the
 * payment stands.
 */
final class PaymentStory {

  final String merchant;
  final boolean livemode;
  final String id;
  final String currency;
  final Instant createdAt;
  final List<ReceivedEvent> events = new ArrayList<>();

  long captured;
  long refunded;
  boolean authorized;
  boolean settled;
  String status = "initiated";
  @Nullable String gateway;

  private final long amount;
  private Instant at;

  PaymentStory(
      String merchant, boolean livemode, String id, String currency, long amount, Instant at) {
    this.merchant = merchant;
    this.livemode = livemode;
    this.id = id;
    this.currency = currency;
    this.amount = amount;
    this.createdAt = at;
    this.at = at;
    tell("payment.initiated", Map.of("amount", amount, "currency", currency));
  }

  @CanIgnoreReturnValue
  PaymentStory processing(String at) {
    status = "processing";
    gateway = at;
    return tell("payment.processing", Map.of("gateway", at, "status", "started"));
  }

  @CanIgnoreReturnValue
  PaymentStory authorized() {
    status = "authorized";
    authorized = true;
    return tell("payment.authorized", Map.of("amount", amount, "currency", currency));
  }

  @CanIgnoreReturnValue
  PaymentStory captured(long part) {
    status = "captured";
    authorized = true;
    captured += part;
    return tell("payment.captured", Map.of("amount", part, "currency", currency));
  }

  @CanIgnoreReturnValue
  PaymentStory failed() {
    status = "failed";
    return tell("payment.failed", Map.of("code", "card_declined"));
  }

  @CanIgnoreReturnValue
  PaymentStory cancelled() {
    status = "cancelled";
    return tell("payment.cancelled", Map.of("amount", amount, "currency", currency));
  }

  @CanIgnoreReturnValue
  PaymentStory settled() {
    status = "completed";
    settled = true;
    return tell("payment.completed", Map.of("settlement", "set_1"));
  }

  /** A type that analytics-service has never heard of. */
  @CanIgnoreReturnValue
  PaymentStory disputed() {
    return tell("dispute.opened", Map.of("dispute", "dp_1"));
  }

  @CanIgnoreReturnValue
  PaymentStory refundCreated(long part) {
    status = "refund_initiated";
    return refund("refund.created", part);
  }

  @CanIgnoreReturnValue
  PaymentStory refundSucceeded(long part) {
    refunded += part;
    refund("refund.succeeded", part);
    status = refunded == captured ? "refunded" : "partially_refunded";
    return tell(
        refunded == captured ? "payment.refunded" : "payment.partially_refunded",
        Map.of("amount_refunded", refunded, "currency", currency));
  }

  @CanIgnoreReturnValue
  PaymentStory refundFailed(long part) {
    status = refunded > 0 ? "partially_refunded" : settled ? "completed" : "captured";
    return refund("refund.failed", part);
  }

  @CanIgnoreReturnValue
  private PaymentStory refund(String type, long part) {
    Map<String, Object> data =
        Map.of("refund", "re_1", "amount", part, "currency", currency, "reversed", false);
    Map<String, Object> refund = Map.of("id", "re_1", "amount", part, "status", "pending");
    return add(type, data, refund);
  }

  @CanIgnoreReturnValue
  private PaymentStory tell(String type, Map<String, ?> data) {
    Map<String, @Nullable Object> payment = new HashMap<>();
    payment.put("id", id);
    payment.put("status", status);
    payment.put("amount", amount);
    payment.put("currency", currency);
    payment.put("gateway", gateway);
    payment.put("created_at", createdAt.toString());
    return add(type, data, payment);
  }

  @CanIgnoreReturnValue
  private PaymentStory add(String type, Map<String, ?> data, Map<String, ?> object) {
    events.add(
        Envelopes.event(
            "payments", type, merchant, livemode, id, events.size() + 1, at, data, object));
    at = at.plusSeconds(600);
    return this;
  }
}
