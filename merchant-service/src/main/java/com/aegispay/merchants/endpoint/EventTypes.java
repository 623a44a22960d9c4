package com.aegispay.merchants.endpoint;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event types that an endpoint can subscribe to, besides {@code *} for all. */
final class EventTypes {

  private static final String ALL = "*";

  private static final Set<String> PUBLIC =
      Set.of(
          "payment.initiated",
          "payment.requires_action",
          "payment.processing",
          "payment.authorized",
          "payment.captured",
          "payment.completed",
          "payment.failed",
          "payment.cancelled",
          "payment.expired",
          "payment.partially_refunded",
          "payment.refunded",
          "refund.created",
          "refund.succeeded",
          "refund.failed",
          "dispute.opened",
          "dispute.updated",
          "dispute.won",
          "dispute.lost",
          "settlement.closed",
          "payout.created",
          "payout.paid",
          "payout.failed",
          "review.opened",
          "review.closed");

  private EventTypes() {}

  /** The types of a request, each once, or a 400 that names the one that is wrong. */
  static List<String> parse(List<@Nullable String> asked) {
    Set<String> types = new LinkedHashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      String type = asked.get(i);
      if (type == null || !(type.equals(ALL) || PUBLIC.contains(type))) {
        throw Problem.ofParam(
                ProblemCode.PARAMETER_INVALID,
                "enabled_events[" + i + "]",
                "There is no such event type. Name documented types, or '*' for all.")
            .asException();
      }
      types.add(type);
    }
    return types.contains(ALL) ? List.of(ALL) : List.copyOf(types);
  }
}
