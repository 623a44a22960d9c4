package com.aegispay.fraud.api;

import com.aegispay.fraud.flow.CloseReview;
import com.aegispay.fraud.flow.CloseReview.Closing;
import com.aegispay.fraud.flow.ReviewResource;
import com.aegispay.fraud.rules.Reason;
import com.aegispay.fraud.store.Assessments;
import com.aegispay.fraud.store.IdRange;
import com.aegispay.fraud.store.KeptAssessment;
import com.aegispay.fraud.store.Review;
import com.aegispay.fraud.store.Reviews;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was said of payments, and the payments that somebody has to look at. */
@RestController
class ReviewsDoor {

  private final Assessments assessments;
  private final Reviews reviews;
  private final CloseReview closeReview;
  private final Idempotency idempotency;

  ReviewsDoor(
      Assessments assessments, Reviews reviews, CloseReview closeReview, Idempotency idempotency) {
    this.assessments = assessments;
    this.reviews = reviews;
    this.closeReview = closeReview;
    this.idempotency = idempotency;
  }

  @JsonPropertyOrder({"id", "object"})
  record AssessmentResource(
      String id,
      String object,
      String payment,
      int score,
      String decision,
      List<Reason> reasons,
      boolean livemode,
      Instant createdAt) {

    static AssessmentResource of(KeptAssessment kept) {
      return new AssessmentResource(
          kept.id(),
          "fraud_assessment",
          kept.payment(),
          kept.assessment().score(),
          kept.assessment().decision().toString(),
          kept.assessment().reasons(),
          kept.scope().livemode(),
          kept.assessedAt());
    }
  }

  record Verdict(
      @NotNull @Pattern(regexp = "approve|decline", message = "must be approve or decline")
          String decision) {}

  /** An operator names the merchant. */
  @GetMapping("/v1/fraud/assessments/{payment}")
  AssessmentResource assessment(
      Caller caller,
      @PathVariable String payment,
      @RequestParam(name = "merchant", required = false) @Nullable String merchant) {
    return found(caller, payment, merchant)
        .map(AssessmentResource::of)
        .orElseThrow(() -> Problem.missing("assessment of the payment", payment).asException());
  }

  private Optional<KeptAssessment> found(Caller caller, String payment, @Nullable String merchant) {
    if (caller instanceof Caller.Operator) {
      if (merchant == null) {
        throw Problem.ofParam(
                ProblemCode.PARAMETER_MISSING, "merchant", "An operator names the merchant.")
            .asException();
      }
      return assessments.find(merchant, payment);
    }
    Callers.refuse(merchant);
    return assessments.find(Callers.scope(caller), payment);
  }

  /**
   * Newest first.
   *
   * @param status {@code open} or {@code closed}; both where it is not given
   * @param merchant whose, for operators; everybody's where it is not given
   */
  @GetMapping("/v1/fraud/reviews")
  Listing<ReviewResource> list(
      Caller caller,
      @RequestParam(name = "status", required = false) @Nullable String status,
      @RequestParam(name = "payment", required = false) @Nullable String payment,
      @RequestParam(name = "merchant", required = false) @Nullable String merchant,
      ListQuery query) {
    if (status != null && !status.equals("open") && !status.equals("closed")) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID, "status", "status must be open or closed.")
          .asException();
    }
    Specification<Review> which =
        Callers.reviews(caller, merchant)
            .and(IdRange.having("status", status))
            .and(IdRange.having("payment", payment));
    return Listing.of(
        query, IdRange.read(reviews, which, query).stream().map(ReviewResource::of).toList());
  }

  @GetMapping("/v1/fraud/reviews/{id}")
  ReviewResource get(Caller caller, @PathVariable String id) {
    return reviews
        .findOne(Callers.reviews(caller, null).and(IdRange.having("id", id)))
        .map(ReviewResource::of)
        .orElseThrow(() -> Problem.missing("review", id).asException());
  }

  /** Approves or declines the payment, once. */
  @PostMapping("/v1/fraud/reviews/{id}/close")
  ResponseEntity<String> close(
      Caller caller,
      @PathVariable String id,
      @Valid @RequestBody Verdict verdict,
      HttpServletRequest request) {
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        verdict,
        200,
        () ->
            switch (closeReview.close(
                Callers.reviews(caller, null),
                id,
                verdict.decision().equals("approve"),
                Callers.name(caller))) {
              case Closing.Closed(Review review) -> ReviewResource.of(review);
              case Closing.AlreadyClosed() ->
                  throw Problem.of(
                          ProblemCode.STATE_CONFLICT, "The review " + id + " is closed already.")
                      .asException();
              case Closing.NoSuchReview() -> throw Problem.missing("review", id).asException();
            });
  }
}
