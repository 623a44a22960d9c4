package com.aegispay.lab.fleet;

import com.aegispay.payments.flow.Steps.Step;
import com.aegispay.payments.payment.Attempt.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbered steps of each service, by the names that an order to die gives them. */
public final class FaultSteps {

  private static final List<Kind> ASKED_BY_MERCHANTS =
      List.of(Kind.AUTHORIZE, Kind.CAPTURE, Kind.CANCEL, Kind.REFUND);

  /** A feed's transaction is about to commit, or just has. */
  private static final List<String> APPLY = List.of("APPLY.COMMITTING", "APPLY.COMMITTED");

  /** So is another transaction: the closing of a settlement among them. */
  private static final List<String> WORK = List.of("WORK.COMMITTING", "WORK.COMMITTED");

  private FaultSteps() {}

  /** The steps in their order; none where a service has no more than moments. */
  public static List<String> of(String service) {
    var steps = new ArrayList<String>();
    switch (service) {
      case "payment-service" -> {
        for (Kind kind : ASKED_BY_MERCHANTS) {
          Arrays.stream(Step.values())
              .filter(step -> !settlesDoubt(step))
              .map(step -> name(step, kind))
              .forEach(steps::add);
        }
        Arrays.stream(Step.values())
            .filter(FaultSteps::settlesDoubt)
            .map(step -> name(step, Kind.AUTHORIZE))
            .forEach(steps::add);
        steps.addAll(APPLY);
      }
      case "outbox-relay" ->
          Arrays.stream(com.aegispay.relay.Steps.Step.values()).map(Enum::name).forEach(steps::add);
      case "settlement-service" -> {
        steps.addAll(APPLY);
        steps.addAll(WORK);
      }
      case "notification-service", "analytics-service", "fraud-service" -> steps.addAll(APPLY);
      default -> {}
    }
    return List.copyOf(steps);
  }

  /** One name for all kinds where doubt is settled, as they are rare. */
  static String name(Step step, Kind kind) {
    return (settlesDoubt(step) ? "DOUBT" : kind.name()) + "." + step.name();
  }

  private static boolean settlesDoubt(Step step) {
    return switch (step) {
      case TAKEN, INQUIRED, SETTLED -> true;
      case DECIDED, STARTED, CALLING, ANSWERED, RECORDING, RECORDED -> false;
    };
  }
}
