package com.aegispay.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

class PaymentPropertiesTest {

  @Provide
  Arbitrary<String> currencies() {
    return Arbitraries.of("JPY", "EUR", "KWD");
  }

  /**
   * Funds refuses an impossible sum in its constructor: reaching the end is the assertion's half.
   */
  @Property(tries = 500)
  void noSequenceOfCommandsBreaksTheMoneyAndReplayAlwaysRepeatsTheState(
      @ForAll @LongRange(min = 1, max = 5_000_000_000L) long minor,
      @ForAll @From("currencies") String currency,
      @ForAll boolean manual,
      @ForAll long seed) {
    Random random = new Random(seed);
    Money amount = Money.of(minor, currency);
    List<PaymentEvent> events =
        new ArrayList<>(
            PaymentRules.initiate(
                Given.details(amount, manual ? CaptureMethod.MANUAL : CaptureMethod.AUTOMATIC),
                new PaymentCommand.Next("a", new AttemptId("att_0"), Terms.USUAL)));
    Payment payment = PaymentHistory.replay(events);
    for (int step = 1; step <= 30; step++) {
      Decision decision = PaymentRules.decide(payment, command(payment, random, step));
      if (decision instanceof Decision.Accepted(var more)) {
        payment = PaymentHistory.after(payment, more);
        events.addAll(more);
      }
      assertThat(payment.attempts().stream().filter(Attempt::isOpen).count())
          .as("open attempts")
          .isLessThanOrEqualTo(1);
      assertThat(
              payment.attempts().stream()
                  .filter(attempt -> attempt.kind() == Attempt.Kind.AUTHORIZE)
                  .filter(attempt -> attempt.progress() == Attempt.Progress.APPROVED)
                  .count())
          .as("successful authorisations")
          .isLessThanOrEqualTo(1);
    }
    assertThat(PaymentHistory.replay(events)).isEqualTo(payment);
    assertThat(payment.version()).isEqualTo(events.size());
  }

  private static PaymentCommand command(Payment payment, Random random, int step) {
    AttemptId fresh = new AttemptId("att_" + step);
    return switch (random.nextInt(6)) {
      case 0 -> new PaymentCommand.Capture(part(payment, random), fresh, Given.AT);
      case 1 -> new PaymentCommand.Cancel(fresh, Given.AT);
      case 2 ->
          new PaymentCommand.Refund(
              part(payment, random), null, new RefundId("re_" + step), fresh, Given.AT);
      case 3 -> new PaymentCommand.Settle("set_" + random.nextInt(2), Given.AT);
      default ->
          new PaymentCommand.Answer(
              payment.attempts().get(random.nextInt(payment.attempts().size())).id(),
              outcome(random),
              random.nextBoolean() ? new PaymentCommand.Next("b", fresh, Terms.USUAL) : null,
              Given.AT);
    };
  }

  private static Outcome outcome(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Outcome.Declined("declined", null, "No.");
      case 1 -> new Outcome.NotDone("down", "Down.");
      case 2 -> new Outcome.InDoubt("timeout");
      case 3 -> new Outcome.Pending("ref");
      default -> new Outcome.Approved("ref");
    };
  }

  private static @Nullable Money part(Payment payment, Random random) {
    long whole = payment.details().amount().minor();
    return random.nextInt(3) == 0
        ? null
        : new Money(random.nextLong(whole + 2), payment.details().amount().currency());
  }
}
