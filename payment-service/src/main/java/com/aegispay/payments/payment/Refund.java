package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back to the customer. It fails or succeeds on its own; the payment stays
 * captured.
 */
public record Refund(
    RefundId id,
    AttemptId attempt,
    Money amount,
    @Nullable String reason,
    Progress progress,
    @Nullable String failureCode,
    Instant createdAt) {

  /** How far the refund is. */
  public enum Progress {
    PENDING,
    SUCCEEDED,
    FAILED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Refund as(Progress now, @Nullable String code) {
    return new Refund(id, attempt, amount, reason, now, code, createdAt);
  }
}
