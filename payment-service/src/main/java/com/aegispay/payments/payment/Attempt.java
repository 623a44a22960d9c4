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
 * @param reverses the attempt that this one clears up after; null for the other kinds
 * @param terms what the gateway allows; null for all kinds but an authorisation
 * @param code what the gateway said, in the platform's words; null while there is none
 */
public record Attempt(
    AttemptId id,
    Kind kind,
    String gateway,
    Money amount,
    Progress progress,
    @Nullable RefundId refund,
    @Nullable AttemptId reverses,
    @Nullable Terms terms,
    @Nullable String reference,
    @Nullable String code,
    @Nullable String declineCode,
    Instant startedAt,
    @Nullable Instant endedAt) {

  /** What the gateway is asked for. */
  public enum Kind {
    AUTHORIZE,
    CAPTURE,
    /** The merchant releases a hold. */
    CANCEL,
    /** A hold is released because its time is over. */
    EXPIRE,
    REFUND,
    /** What a stray attempt holds or took is given back. */
    REVERSE,
    /** A challenge that was given up here is ended at its gateway. */
    WITHDRAW;

    /**
     * Whether it clears up after another attempt; such attempts are apart from the payment's own.
     */
    boolean clearsUp() {
      return this == REVERSE || this == WITHDRAW;
    }

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far the attempt is. */
  public enum Progress {
    STARTED,
    /** The gateway waits for the customer. */
    REQUIRES_ACTION,
    /** The gateway did not answer; it may have acted. */
    UNKNOWN,
    APPROVED,
    /** The gateway, or the issuer behind it, said no. */
    DECLINED,
    /** Nothing happened at the gateway. */
    FAILED,
    /** Given up here while its gateway waited for the customer; it may be approved yet. */
    ABANDONED,
    /** Approved after it had ended here: the gateway has money that the payment does not count. */
    STRAY,
    /** Had been approved, and was taken back. */
    REVERSED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Attempt started(AttemptId id, Kind kind, String gateway, Money amount, Instant at) {
    return new Attempt(
        id, kind, gateway, amount, Progress.STARTED, null, null, null, null, null, null, at, null);
  }

  /** Whether the gateway may still be acting on it. */
  public boolean isOpen() {
    return switch (progress) {
      case STARTED, REQUIRES_ACTION, UNKNOWN -> true;
      case APPROVED, DECLINED, FAILED, ABANDONED, STRAY, REVERSED -> false;
    };
  }

  /** Whether the gateway owes an answer: it is asked until it gives one. */
  public boolean awaitsGateway() {
    return progress == Progress.STARTED || progress == Progress.UNKNOWN;
  }

  /** Whether it ended without having done anything, as far as is known here. */
  boolean isInVain() {
    return switch (progress) {
      case DECLINED, FAILED, ABANDONED -> true;
      case STARTED, REQUIRES_ACTION, UNKNOWN, APPROVED, STRAY, REVERSED -> false;
    };
  }

  Attempt under(Terms gatewaysTerms) {
    return new Attempt(
        id,
        kind,
        gateway,
        amount,
        progress,
        refund,
        reverses,
        gatewaysTerms,
        reference,
        code,
        declineCode,
        startedAt,
        endedAt);
  }

  Attempt ofRefund(RefundId carriedOut) {
    return new Attempt(
        id,
        kind,
        gateway,
        amount,
        progress,
        carriedOut,
        reverses,
        terms,
        reference,
        code,
        declineCode,
        startedAt,
        endedAt);
  }

  Attempt reversing(AttemptId other) {
    return new Attempt(
        id,
        kind,
        gateway,
        amount,
        progress,
        refund,
        other,
        terms,
        reference,
        code,
        declineCode,
        startedAt,
        endedAt);
  }

  /** Open, with the reference that it has, if any. */
  Attempt open(Progress how, @Nullable String gatewayReference) {
    return as(how, gatewayReference, null, null, null);
  }

  /** Money was moved or held. */
  Attempt done(Progress how, String gatewayReference, Instant at) {
    return as(how, gatewayReference, null, null, at);
  }

  /** What it had taken came back after it had been given back. */
  Attempt strayAgain(Instant at) {
    return as(Progress.STRAY, reference, null, null, at);
  }

  Attempt ended(Progress how, String why, @Nullable String declined, Instant at) {
    return as(how, reference, why, declined, at);
  }

  private Attempt as(
      Progress how,
      @Nullable String gatewayReference,
      @Nullable String why,
      @Nullable String declined,
      @Nullable Instant at) {
    return new Attempt(
        id,
        kind,
        gateway,
        amount,
        how,
        refund,
        reverses,
        terms,
        gatewayReference,
        why,
        declined,
        startedAt,
        at);
  }
}
