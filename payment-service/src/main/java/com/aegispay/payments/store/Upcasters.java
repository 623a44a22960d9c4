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

  private static final Map<String, List<UnaryOperator<ObjectNode>>> STEPS = Map.of();

  private Upcasters() {}

  /** The version of the form that is written today. */
  static int current(String kind) {
    return 1 + STEPS.getOrDefault(kind, List.of()).size();
  }

  static ObjectNode upcast(String kind, int version, ObjectNode stored) {
    ObjectNode event = stored;
    for (UnaryOperator<ObjectNode> step :
        STEPS.getOrDefault(kind, List.of()).subList(version - 1, current(kind) - 1)) {
      event = step.apply(event);
    }
    return event;
  }
}
