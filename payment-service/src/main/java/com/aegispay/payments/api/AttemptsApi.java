package com.aegispay.payments.api;

import com.aegispay.payments.flow.ResolveAttempt;
import com.aegispay.payments.flow.ResolveAttempt.Resolved;
import com.aegispay.payments.flow.ResolveAttempt.Word;
import com.aegispay.payments.payment.Attempt.Progress;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.store.AttemptsInDoubt;
import com.aegispay.payments.store.AttemptsInDoubt.ToLookAt;
import com.aegispay.payments.view.PaymentView;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.http.RequestContext;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gateway calls that an operator may have to look at, of all merchants. */
@RestController
@RequestMapping("/v1/attempts")
final class AttemptsApi {

  private static final int OK = 200;

  private final AttemptsInDoubt attempts;
  private final ResolveAttempt resolve;
  private final Idempotency idempotency;
  private final Clock clock;

  AttemptsApi(
      AttemptsInDoubt attempts, ResolveAttempt resolve, Idempotency idempotency, Clock clock) {
    this.attempts = attempts;
    this.resolve = resolve;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /** {@code asked} counts inquiries; without a {@code next_inquiry_at} only an operator is left. */
  record AttemptView(
      String id,
      String object,
      String merchant,
      String payment,
      String gateway,
      String kind,
      String status,
      int asked,
      Instant startedAt,
      long ageSeconds,
      @Nullable Instant nextInquiryAt) {}

  /** What an operator may say. */
  enum Said {
    APPROVED,
    DECLINED,
    NEVER_RECEIVED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record ResolveBody(
      @NotNull Said outcome,
      @Nullable @Size(max = 255, message = "has at most 255 characters") String reference,
      @NotBlank @Size(max = 500, message = "has at most 500 characters") String reason) {}

  @GetMapping
  Listing<AttemptView> list(
      Caller.Operator caller,
      ListQuery query,
      @RequestParam(name = "status", defaultValue = "unknown") String status) {
    if (!status.equals(Progress.UNKNOWN.wireName()) && !status.equals(Progress.STRAY.wireName())) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID, "status", "status is 'unknown' or 'stray'.")
          .asException();
    }
    Instant now = clock.instant();
    return Listing.of(
        query, attempts.toLookAt(status, query).stream().map(row -> view(row, now)).toList());
  }

  @PostMapping("/{id}/resolve")
  @AnswersPayment(description = "The payment as it is now")
  ResponseEntity<String> resolve(
      Caller.Operator caller,
      @PathVariable String id,
      @Valid @RequestBody ResolveBody body,
      HttpServletRequest http) {
    AttemptId attempt = new AttemptId(id);
    Word word =
        new Word(
            outcome(body),
            "operator, request " + RequestContext.of(http).requestId(),
            body.reason());
    IdempotencyKey key = IdempotencyKey.optional(http, caller);
    // Before the transaction: none is held while a gateway is asked.
    resolve.ask(attempt).ifPresent(AttemptsApi::gatewaySpoke);
    return idempotency.once(key, body, OK, () -> resolved(attempt, word));
  }

  private static void gatewaySpoke(Payment payment) {
    throw Problem.of(
            ProblemCode.STATE_CONFLICT,
            "The gateway was asked once more and has answered; its word counts, and the"
                + " payment is %s now.".formatted(payment.status().wireName()))
        .asException();
  }

  private PaymentView resolved(AttemptId id, Word word) {
    return switch (resolve.resolve(id, word)) {
      case Resolved.Done(Payment payment) -> PaymentView.of(payment);
      case Resolved.Refused(var refusal) -> throw RefusalProblems.of(refusal).asException();
      case Resolved.NoSuchAttempt() -> throw Problem.missing("attempt", id.value()).asException();
    };
  }

  private static Outcome outcome(ResolveBody body) {
    return switch (body.outcome()) {
      case APPROVED -> {
        if (body.reference() == null || body.reference().isBlank()) {
          throw Problem.ofParam(
                  ProblemCode.PARAMETER_MISSING,
                  "reference",
                  "An approval needs the gateway's reference: captures and refunds name it.")
              .asException();
        }
        yield new Outcome.Approved(body.reference());
      }
      case DECLINED ->
          new Outcome.Declined(
              PaymentRules.DECLINED_BY_OPERATOR, null, "The gateway had declined.");
      case NEVER_RECEIVED ->
          new Outcome.NotDone("gateway_never_received", "The gateway never received the request.");
    };
  }

  private static AttemptView view(ToLookAt row, Instant now) {
    return new AttemptView(
        row.attempt().attempt().value(),
        "attempt",
        row.attempt().merchant().value(),
        row.attempt().payment().value(),
        row.gateway(),
        row.kind(),
        row.progress(),
        row.attempt().asked(),
        row.startedAt(),
        Duration.between(row.startedAt(), now).toSeconds(),
        row.nextInquiryAt());
  }
}
