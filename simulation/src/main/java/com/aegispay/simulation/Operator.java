package com.aegispay.simulation;

import com.aegispay.payments.flow.ResolveAttempt;
import com.aegispay.payments.flow.ResolveAttempt.Word;
import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Outcome;

/** Looks once a day at what no inquiry could end, and telephones the gateway. */
final class Operator {

  private static final long DAY_MICROS = 86_400_000_000L;

  private final Platform platform;
  private final World world;
  private final Life life = new Life("operator");
  private int resolved;

  Operator(Platform platform) {
    this.platform = platform;
    this.world = platform.world();
  }

  int resolved() {
    return resolved;
  }

  /** An attempt is left to an operator. */
  void lookAt(AttemptId attempt, House house) {
    world.in(world.between(0, DAY_MICROS), () -> world.start(life, () -> resolve(attempt, house)));
  }

  private static boolean ended(ResolveAttempt resolve, AttemptId attempt, Word word) {
    return resolve.ask(attempt).isPresent()
        || resolve.resolve(attempt, word) instanceof ResolveAttempt.Resolved.Done;
  }

  private void resolve(AttemptId attempt, House house) {
    Outcome outcome =
        switch (house.says(attempt)) {
          case GatewayAnswer.Approved(var reference) -> new Outcome.Approved(reference);
          case GatewayAnswer.Declined(var code, var declineCode, var message) ->
              new Outcome.Declined(code, declineCode, message);
          case GatewayAnswer.SoftFailure(var code, var message) ->
              new Outcome.NotDone(code, message);
          case GatewayAnswer.Pending _, GatewayAnswer.NeedsCustomer _, GatewayAnswer.Unknown _ ->
              new Outcome.InDoubt("still");
        };
    if (outcome instanceof Outcome.InDoubt) {
      lookAt(attempt, house);
      return;
    }
    Word word = new Word(outcome, "ada", "the gateway said so on the telephone");
    if (platform.call(life, node -> ended(node.resolve, attempt, word)).isPresent()) {
      resolved++;
    } else {
      lookAt(attempt, house);
    }
  }
}
