package com.aegispay.payments.store;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes of an event in an older form one in the next: for each kind whose form has changed,
 * the step from version 1 to 2, from 2 to 3, and so on. A step is never changed once its form was
 * written.
 */
final class Upcasters {

  private static final Map<String, List<UnaryOperator<ObjectNode>>> STEPS =
      Map.of(
          // Before, nothing was captured by the platform at a time that the merchant named.
          "payment_initiated", List.of(Upcasters::withoutCaptureTime),
          // Before, nobody wrote down what the gateway allowed and why it was chosen.
          "authorization_started", List.of(event -> event.putNull("terms").putNull("choice")),
          // Before, a gateway was not told that nobody waits for the customer any more.
          "payment_cancelled", List.of(event -> event.putNull("abandoned")),
          "payment_expired", List.of(event -> event.putNull("abandoned")),
          // Before, it was not told whether the gateway said no or had not been reached.
          "capture_failed", List.of(event -> event.put("declined", false)),
          "cancel_failed", List.of(event -> event.put("declined", false)),
          "refund_failed", List.of(event -> event.put("declined", false)));

  private Upcasters() {}

  private static ObjectNode withoutCaptureTime(ObjectNode event) {
    if (event.get("details") instanceof ObjectNode details) {
      return event.set("details", details.putNull("capture_at"));
    }
    throw new IllegalStateException("an initiation without details");
  }

  /** The version of the form that is written today. */
  static int current(String kind) {
    return 1 + STEPS.getOrDefault(kind, List.of()).size();
  }

  static ObjectNode upcast(String kind, int version, ObjectNode stored) {
    ObjectNode event = stored;
    List<UnaryOperator<ObjectNode>> steps = STEPS.getOrDefault(kind, List.of());
    for (UnaryOperator<ObjectNode> step : steps.subList(version - 1, steps.size())) {
      event = step.apply(event);
    }
    return event;
  }
}
