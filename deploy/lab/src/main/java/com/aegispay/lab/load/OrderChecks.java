package com.aegispay.lab.load;

import com.aegispay.lab.load.Order.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares an order's promises with the payment as the API shows it now. */
final class OrderChecks {

  private static final Set<String> UNDECIDED = Set.of("initiated", "processing");
  private static final Set<String> UNPAID = Set.of("failed", "cancelled", "expired");

  private final WebhookReceiver webhooks;
  private final List<String> broken;

  OrderChecks(WebhookReceiver webhooks, List<String> broken) {
    this.webhooks = webhooks;
    this.broken = broken;
  }

  void check(Order order, List<JsonNode> payments) {
    order.broken().forEach(how -> broken.add("order " + order.id() + ": " + how));
    if (payments.size() > 1) {
      broken.add(
          "order %s has %d payments: %s"
              .formatted(
                  order.id(),
                  payments.size(),
                  payments.stream().map(payment -> text(payment, "id")).toList()));
      return;
    }
    List<Promise> promises = order.promises();
    if (payments.isEmpty()) {
      boolean promised = promises.stream().anyMatch(OrderChecks::hasPayment);
      expect(!promised, order, null, "was answered, and is lost");
      return;
    }
    JsonNode payment = payments.getFirst();
    settled(order, payment);
    promises.forEach(promise -> kept(order, promise, payment));
    amounts(order, promises, payment);
    told(order, payment);
  }

  /** Nothing is in doubt when everything has come to rest. */
  private void settled(Order order, JsonNode payment) {
    expect(!UNDECIDED.contains(text(payment, "status")), order, payment, "is still undecided");
    int charged = 0;
    for (JsonNode attempt : payment.required("attempts")) {
      String status = text(attempt, "status");
      expect(!Set.of("started", "unknown").contains(status), order, payment, "has an open attempt");
      charged += text(attempt, "kind").equals("authorize") && status.equals("approved") ? 1 : 0;
    }
    expect(charged <= 1, order, payment, "was charged " + charged + " times");
  }

  private void kept(Order order, Promise promise, JsonNode payment) {
    String now = text(payment, "status");
    switch (promise.wish()) {
      case PAY, AUTHENTICATE -> {
        switch (promise.answer().status()) {
          case 200, 201 -> {
            String then = promise.answer().text("/status");
            if (!then.equals("requires_action")) {
              expect(!now.equals("failed"), order, payment, "was " + then + " and failed");
            }
            if (then.equals("captured")) {
              expect(!UNPAID.contains(now), order, payment, "was captured and is " + now);
            }
          }
          case 402 -> {
            expect(now.equals("failed"), order, payment, "was declined and is " + now);
            expect(number(payment, "amount_captured") == 0, order, payment, "declined, captured");
          }
          default -> {}
        }
      }
      case CANCEL -> {
        boolean whole = promise.answer().text("/status").equals("cancelled");
        if (promise.answer().status() == 200 && whole) {
          expect(now.equals("cancelled"), order, payment, "was cancelled and is " + now);
        }
      }
      case REFUND -> refund(order, promise, payment);
      case CAPTURE -> {}
    }
  }

  private void refund(Order order, Promise promise, JsonNode payment) {
    int status = promise.answer().status();
    if (status != 201 && status != 202) {
      return;
    }
    String id = promise.answer().text("/id");
    for (JsonNode refund : payment.required("refunds")) {
      if (text(refund, "id").equals(id)) {
        String now = text(refund, "status");
        boolean mayFail = status == 202 || order.card() == Card.REFUND_FAILS_LATER;
        expect(
            now.equals("succeeded") || (mayFail && now.equals("failed")),
            order,
            payment,
            "refund %s was answered %d and is %s".formatted(id, status, now));
        return;
      }
    }
    expect(false, order, payment, "has lost its refund " + id);
  }

  /** What was answered as captured is captured, and nothing that nobody asked for. */
  private void amounts(Order order, List<Promise> promises, JsonNode payment) {
    long done = 0;
    long perhaps = 0;
    for (Promise promise : promises) {
      if (promise.wish() == Order.Wish.CAPTURE) {
        switch (promise.answer().status()) {
          case 200 -> done += promise.amount();
          case 202 -> perhaps += promise.amount();
          default -> {}
        }
      }
    }
    long captured = number(payment, "amount_captured");
    if (text(payment, "capture_method").equals("manual")) {
      expect(
          done <= captured && captured <= done + perhaps,
          order,
          payment,
          "captured %d, answered %d and perhaps %d".formatted(captured, done, perhaps));
    } else {
      expect(captured == 0 || captured == order.amount(), order, payment, "captured " + captured);
    }
    Map<String, Long> refunds = new HashMap<>();
    for (JsonNode refund : payment.required("refunds")) {
      var _ = refunds.merge(text(refund, "status"), number(refund, "amount"), Long::sum);
    }
    expect(
        number(payment, "amount_refunded") == refunds.getOrDefault("succeeded", 0L),
        order,
        payment,
        "amount_refunded is not the sum of its refunds");
    expect(
        number(payment, "amount_refunded") <= captured, order, payment, "refunded beyond captured");
  }

  /** Webhooks told everything that happened. */
  private void told(Order order, JsonNode payment) {
    Set<Long> sequences = webhooks.sequencesOf(text(payment, "id"));
    List<Long> missing =
        LongStream.rangeClosed(1, number(payment, "version"))
            .boxed()
            .filter(sequence -> !sequences.contains(sequence))
            .toList();
    expect(missing.isEmpty(), order, payment, "no webhook told of sequences " + missing);
  }

  private void expect(boolean good, Order order, @Nullable JsonNode payment, String what) {
    if (!good) {
      broken.add(
          "order %s, payment %s: %s"
              .formatted(order.id(), payment == null ? "none" : text(payment, "id"), what));
    }
  }

  /** A refusal of the request makes no payment. */
  private static boolean hasPayment(Promise promise) {
    return switch (promise.answer().status()) {
      case 201, 202, 402 -> true;
      default -> false;
    };
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asString("");
  }

  private static long number(JsonNode node, String field) {
    return node.required(field).asLong(0);
  }
}
