package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call to a gateway. It is written down before the call is made, and its end when the answer is
 * known.
 *
 * @param refund the refund that this attempt carries out; null for the other kinds
 * @param code what the gateway said, in the platform's words; null while there is none
 */
public record Attempt(
    AttemptId id,
    Kind kind,
    String gateway,
    Money amount,
    Progress progress,
    @Nullable RefundId refund,
    @Nullable String reference,
    @Nullable String code,
    @Nullable String declineCode,
    Instant startedAt,
    @Nullable Instant endedAt) {

  /** What the gateway is asked for. */
  public enum Kind {
    AUTHORIZE,
    CAPTURE,
    CANCEL,
    REFUND;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far the attempt is. {@code UNKNOWN}: the gateway did not answer; it may have acted. */
  public enum Progress {
    STARTED,
    UNKNOWN,
    APPROVED,
    DECLINED,
    FAILED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Attempt started(
      AttemptId id,
      Kind kind,
      String gateway,
      Money amount,
      @Nullable RefundId refund,
      Instant at) {
    return new Attempt(
        id, kind, gateway, amount, Progress.STARTED, refund, null, null, null, at, null);
  }

  /** Whether the gateway may still be acting on it. */
  public boolean isOpen() {
    return switch (progress) {
      case STARTED, UNKNOWN -> true;
      case APPROVED, DECLINED, FAILED -> false;
    };
  }

  Attempt inDoubt() {
    return new Attempt(
        id, kind, gateway, amount, Progress.UNKNOWN, refund, null, null, null, startedAt, null);
  }

  Attempt approved(String gatewayReference, Instant at) {
    return new Attempt(
        id,
        kind,
        gateway,
        amount,
        Progress.APPROVED,
        refund,
        gatewayReference,
        null,
        null,
        startedAt,
        at);
  }

  Attempt ended(Progress how, String why, @Nullable String declined, Instant at) {
    return new Attempt(
        id, kind, gateway, amount, how, refund, reference, why, declined, startedAt, at);
  }
}
