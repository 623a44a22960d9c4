package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.PaymentCommand.Answer;
import com.aegispay.payments.payment.PaymentCommand.Next;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every payment that the law can make of one of ten, with captures of four and refunds of four and
 * six, and both of all: breadth first, one payment for each combination of state, funds and
 * attempts that are not over.
 */
final class Reachable {

  /** What a command made of a payment. */
  record Step(Payment before, PaymentCommand command, List<PaymentEvent> events) {}

  private static final Money SIX = Money.of(600, "EUR");
  private static final int MAX_ATTEMPTS = 4;

  private final List<Step> steps = new ArrayList<>();
  private final Set<List<Object>> seen = new HashSet<>();
  private final Deque<Payment> toDo = new ArrayDeque<>();

  static List<Step> steps() {
    Reachable reachable = new Reachable();
    reachable.meet(Given.initiated(Situations.TEN));
    reachable.meet(Given.processing(Situations.TEN, CaptureMethod.AUTOMATIC));
    while (!reachable.toDo.isEmpty()) {
      reachable.goOn(reachable.toDo.removeFirst());
    }
    return reachable.steps;
  }

  private void goOn(Payment payment) {
    for (PaymentCommand command : commands(payment)) {
      if (PaymentRules.decide(payment, command) instanceof Decision.Accepted(var events)
          && !events.isEmpty()) {
        steps.add(new Step(payment, command, events));
        meet(PaymentHistory.after(payment, events));
      }
    }
  }

  private void meet(Payment payment) {
    List<Object> kind =
        List.of(
            payment.status(),
            payment.details().captureMethod(),
            payment.funds(),
            payment.cancelRequested(),
            payment.settlement() == null,
            payment.attempts().stream()
                .filter(a -> a.isOpen() || isLeft(a))
                .map(a -> List.of(a.kind(), a.progress(), a.amount()))
                .toList(),
            payment.attempts().stream()
                .filter(a -> isOver(a) && !isLeft(a))
                .map(a -> List.of(a.kind(), a.progress(), a.amount()))
                .distinct()
                .toList(),
            payment.refunds().stream()
                .filter(refund -> refund.progress() == Refund.Progress.SUCCEEDED)
                .count());
    if (payment.attempts().size() <= MAX_ATTEMPTS && seen.add(kind)) {
      toDo.addLast(payment);
    }
  }

  private static boolean isOver(Attempt attempt) {
    return attempt.isInVain() || attempt.progress() == Attempt.Progress.REVERSED;
  }

  private static boolean isLeft(Attempt attempt) {
    return attempt.progress() == Attempt.Progress.STRAY
        || attempt.progress() == Attempt.Progress.ABANDONED;
  }

  private static List<PaymentCommand> commands(Payment payment) {
    int number = payment.attempts().size() + 1;
    AttemptId fresh = new AttemptId("att_" + number);
    RefundId refund = new RefundId("re_" + number);
    Next next = new Next("beta", fresh, Terms.USUAL);
    List<PaymentCommand> all = new ArrayList<>();
    all.add(new PaymentCommand.Authorize(next, Given.AT));
    all.add(new PaymentCommand.Retry(next, Given.AT));
    all.add(new PaymentCommand.Capture(null, fresh, Given.AT));
    all.add(new PaymentCommand.Capture(Situations.FOUR, fresh, Given.AT));
    all.add(new PaymentCommand.Cancel(fresh, Given.AT));
    all.add(new PaymentCommand.Refund(null, null, refund, fresh, Given.AT));
    all.add(new PaymentCommand.Refund(Situations.FOUR, null, refund, fresh, Given.AT));
    all.add(new PaymentCommand.Refund(SIX, null, refund, fresh, Given.AT));
    all.add(new PaymentCommand.Expire(fresh, Situations.LATE));
    all.add(new PaymentCommand.Settle("set_1", Given.AT));
    for (Attempt attempt : payment.attempts()) {
      all.add(new PaymentCommand.Reverse(attempt.id(), fresh, Given.AT));
      all.add(
          new PaymentCommand.Resolve(attempt.id(), Situations.DECLINED, "ops", "seen", Given.AT));
      for (Outcome outcome :
          List.of(
              Situations.APPROVED,
              Situations.DECLINED,
              Situations.NOT_DONE,
              Situations.CUSTOMER,
              Situations.DOUBT)) {
        all.add(new Answer(attempt.id(), outcome, null, Given.AT));
        all.add(new Answer(attempt.id(), outcome, next, Given.AT));
      }
    }
    return all;
  }
}
