package com.aegispay.payments.view;

import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.Refund;
import com.aegispay.payments.payment.RefundId;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers to requests that move money, made once: sent, stored under the idempotency key, and
 * sent again byte for byte.
 */
public final class Answers {

  /** A status with its body. */
  public record Written(int status, String body) {}

  private final JsonMapper json;

  public Answers(JsonMapper json) {
    this.json = json;
  }

  /** To a new payment: 201 done, 202 in doubt, 402 declined. */
  public Written created(Payment payment, String requestId) {
    return switch (payment.state()) {
      case Payment.State.Failed failed ->
          problem(
              new Problem(
                  failed.code().equals("payment_blocked")
                      ? ProblemCode.PAYMENT_BLOCKED
                      : ProblemCode.PAYMENT_DECLINED,
                  failed.message(),
                  null,
                  failed.declineCode() == null ? failed.code() : failed.declineCode(),
                  PaymentView.of(payment),
                  List.of(),
                  0),
              requestId);
      case Payment.State.Initiated _, Payment.State.Processing _ -> payment(202, payment);
      case Payment.State.Authorized _,
          Payment.State.Captured _,
          Payment.State.Completed _,
          Payment.State.RefundInitiated _,
          Payment.State.PartiallyRefunded _,
          Payment.State.Refunded _,
          Payment.State.RequiresAction _,
          Payment.State.Cancelled _,
          Payment.State.Expired _ ->
          payment(201, payment);
    };
  }

  /** To a payment that went on, or to one that is shown: 200, 202 in doubt, 402 declined. */
  public Written proceeded(Payment payment, String requestId) {
    Written written = created(payment, requestId);
    return written.status() == 201 ? new Written(200, written.body()) : written;
  }

  /** To a cancellation that no gateway was asked for: 200 done, 202 when the outcome is known. */
  public Written withdrawn(Payment payment) {
    return payment(payment.state() instanceof Payment.State.Processing ? 202 : 200, payment);
  }

  /**
   * To a capture or a cancellation: 200 done, 202 in doubt, 402 refused by the gateway, 503 not
   * reached.
   */
  public Written changed(Payment payment, AttemptId id, String requestId) {
    Attempt attempt =
        payment.attempt(id).orElseThrow(() -> new IllegalStateException("no attempt " + id));
    return switch (attempt.progress()) {
      case APPROVED -> payment(200, payment);
      case STARTED, REQUIRES_ACTION, UNKNOWN -> payment(202, payment);
      case DECLINED, ABANDONED, REVERSED, STRAY -> refused(payment, attempt.code(), requestId);
      case FAILED -> unreached(payment, requestId);
    };
  }

  /**
   * To a refund: 201 done, 202 pending or in doubt, 402 refused by the gateway, 503 not reached.
   */
  public Written refunded(Payment payment, RefundId id, String requestId) {
    Refund refund =
        payment.refund(id).orElseThrow(() -> new IllegalStateException("no refund " + id));
    return switch (refund.progress()) {
      case SUCCEEDED -> refund(201, payment, refund);
      case PENDING -> refund(202, payment, refund);
      case FAILED ->
          payment
                  .attempt(refund.attempt())
                  .filter(attempt -> attempt.progress() == Attempt.Progress.FAILED)
                  .isPresent()
              ? unreached(payment, requestId)
              : refused(payment, refund.failureCode(), requestId);
    };
  }

  private Written refused(Payment payment, @Nullable String code, String requestId) {
    return problem(
        new Problem(
            ProblemCode.PAYMENT_DECLINED,
            "The gateway refused. The payment is as it was.",
            null,
            code,
            PaymentView.of(payment),
            List.of(),
            0),
        requestId);
  }

  /** It is certain that nothing happened: the request may be sent again as it is. */
  private Written unreached(Payment payment, String requestId) {
    return problem(
        new Problem(
            ProblemCode.UNAVAILABLE,
            "The gateway could not be reached, and nothing happened. Send the request again.",
            null,
            null,
            PaymentView.of(payment),
            List.of(),
            0),
        requestId);
  }

  private Written payment(int status, Payment payment) {
    return new Written(status, json.writeValueAsString(PaymentView.of(payment)));
  }

  private Written refund(int status, Payment payment, Refund refund) {
    return new Written(status, json.writeValueAsString(RefundView.of(payment, refund)));
  }

  private Written problem(Problem problem, String requestId) {
    return new Written(problem.code().status(), json.writeValueAsString(problem.body(requestId)));
  }
}
