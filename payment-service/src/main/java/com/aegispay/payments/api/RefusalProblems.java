package com.aegispay.payments.api;

import com.aegispay.payments.payment.Refusal;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;

/** What each refusal of the law is called outside. */
final class RefusalProblems {

  private static final int ASK_AGAIN_SECONDS = 5;

  private RefusalProblems() {}

  static Problem of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotInState(var status, var action) ->
          Problem.of(
              ProblemCode.STATE_CONFLICT,
              "A payment that is %s cannot be %s.".formatted(status.wireName(), action));
      case Refusal.AttemptOpen(var _, var inDoubt) ->
          inDoubt
              ? Problem.of(
                      ProblemCode.OUTCOME_UNKNOWN,
                      "A gateway has not answered an earlier operation. It is being asked; try"
                          + " again when the payment has changed.")
                  .retryAfter(ASK_AGAIN_SECONDS)
              : Problem.of(
                      ProblemCode.CONCURRENT_CHANGE,
                      "Another operation on this payment is at the gateway.")
                  .retryAfter(1);
      case Refusal.TooManyAttempts(var limit) ->
          Problem.of(
              ProblemCode.STATE_CONFLICT,
              "A payment has at most %d operations, and this one has had them.".formatted(limit));
      case Refusal.NotPositive(var _) ->
          Problem.ofParam(ProblemCode.AMOUNT_INVALID, "amount", "amount must be more than zero.");
      case Refusal.OtherCurrency(var _, var payment) ->
          Problem.ofParam(
              ProblemCode.CURRENCY_INVALID,
              "currency",
              "This payment is in " + payment.currency().code() + ".");
      case Refusal.ExceedsHold(var amount, var available) ->
          Problem.ofParam(
              ProblemCode.AMOUNT_EXCEEDS_AVAILABLE,
              "amount",
              "%s is more than the %s that can be captured.".formatted(amount, available));
      case Refusal.ExceedsCaptured(var amount, var available) ->
          Problem.ofParam(
              ProblemCode.AMOUNT_EXCEEDS_AVAILABLE,
              "amount",
              "%s is more than the %s that can be refunded.".formatted(amount, available));
      case Refusal.GatewayCannot(var gateway, var ability) ->
          Problem.ofParam(
              ProblemCode.STATE_CONFLICT,
              "amount",
              "%s, which has this payment, %s."
                  .formatted(
                      gateway,
                      switch (ability) {
                        case PARTIAL_CAPTURE -> "captures a hold whole or not at all";
                        case MULTIPLE_CAPTURES -> "captures a hold once";
                        case PARTIAL_REFUND -> "refunds a payment whole or not at all";
                      }));
      case Refusal.BlockedByRisk() ->
          Problem.of(
              ProblemCode.STATE_CONFLICT,
              "The risk check declined this payment; it is not tried again.");
      case Refusal.CancelUnderWay() ->
          Problem.of(
              ProblemCode.STATE_CONFLICT,
              "This payment is being cancelled; nothing more is captured.");
      case Refusal.ReversalUnderWay(var _) ->
          Problem.of(
                  ProblemCode.OUTCOME_UNKNOWN,
                  "A gateway approved an earlier attempt late, and that is being reversed. Try"
                      + " again when the payment has changed.")
              .retryAfter(ASK_AGAIN_SECONDS);
      case Refusal.TooEarly(var until) ->
          Problem.of(ProblemCode.STATE_CONFLICT, "This is not due before " + until + ".");
      case Refusal.NotInDoubt(var _, var progress) ->
          Problem.of(
              ProblemCode.STATE_CONFLICT,
              "The attempt is %s: there is no doubt to resolve.".formatted(progress.wireName()));
      case Refusal.NoSuchAttempt(var attempt) ->
          Problem.ofParam(
              ProblemCode.RESOURCE_MISSING, "attempt", "There is no attempt " + attempt + ".");
    };
  }
}
