package com.aegispay.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.PaymentCommand.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

  @Property(tries = 300)
  void noSequenceOfCommandsBreaksAnInvariantAndReplayAlwaysRepeatsTheState(
      @ForAll @LongRange(min = 1, max = 5_000_000_000L) long minor,
      @ForAll @From("currencies") String currency,
      @ForAll boolean manual,
      @ForAll Set<Terms.Ability> can,
      @ForAll long seed) {
    Random random = new Random(seed);
    Terms terms = new Terms(can, Duration.ofDays(7), Duration.ofMinutes(30));
    List<PaymentEvent> events =
        new ArrayList<>(
            PaymentRules.initiate(
                Given.details(
                    Money.of(minor, currency),
                    manual ? CaptureMethod.MANUAL : CaptureMethod.AUTOMATIC),
                new Next("a", new AttemptId("att_0"), terms)));
    Payment payment = PaymentHistory.replay(events);
    Instant now = Given.AT;
    for (int step = 1; step <= 40; step++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(2 * 24 * 60)));
      PaymentCommand command = command(payment, terms, random, step, now);
      if (PaymentRules.decide(payment, command) instanceof Decision.Accepted(var more)) {
        Invariants.checkStep(payment, command, more);
        payment = PaymentHistory.after(payment, more);
        events.addAll(more);
      }
    }
    assertThat(PaymentHistory.replay(events)).isEqualTo(payment);
    assertThat(payment.version()).isEqualTo(events.size());
  }

  /** Half of all commands are answers: of any attempt, at any time, in any order, repeatedly. */
  private static PaymentCommand command(
      Payment payment, Terms terms, Random random, int step, Instant now) {
    AttemptId fresh = new AttemptId("att_" + step);
    AttemptId any = payment.attempts().get(random.nextInt(payment.attempts().size())).id();
    Next next = new Next("b", fresh, terms);
    return switch (random.nextInt(18)) {
      case 0 -> new PaymentCommand.Capture(part(payment, random), fresh, now);
      case 1 -> new PaymentCommand.Cancel(fresh, now);
      case 2, 3 ->
          new PaymentCommand.Refund(
              part(payment, random), null, new RefundId("re_" + step), fresh, now);
      case 4 -> new PaymentCommand.Settle("set_" + random.nextInt(2), now);
      case 5 -> new PaymentCommand.Expire(fresh, now);
      case 6 -> new PaymentCommand.Retry(next, now);
      case 7 -> new PaymentCommand.Reverse(any, fresh, now);
      case 8 -> new PaymentCommand.Resolve(any, Situations.NOT_DONE, "ops", "seen", now);
      case 9 -> new PaymentCommand.Authorize(next, now);
      default ->
          new PaymentCommand.Answer(any, outcome(random), random.nextBoolean() ? next : null, now);
    };
  }

  private static Outcome outcome(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Situations.DECLINED;
      case 2 -> Situations.NOT_DONE;
      case 3 -> Situations.DOUBT;
      case 4 -> new Outcome.Pending("ref");
      case 5 -> Situations.CUSTOMER;
      default -> Situations.APPROVED;
    };
  }

  private static @Nullable Money part(Payment payment, Random random) {
    long whole = payment.details().amount().minor();
    return random.nextInt(3) == 0
        ? null
        : new Money(random.nextLong(whole + 2), payment.details().amount().currency());
  }
}
