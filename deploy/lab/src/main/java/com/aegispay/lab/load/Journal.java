package com.aegispay.lab.load;

import com.aegispay.lab.load.Caller.Answer;
import com.aegispay.lab.load.Caller.Request;
import com.aegispay.lab.load.Order.Promise;
import com.aegispay.lab.load.Order.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What merchants were promised: every final answer they got. {@link #check} compares it with what
 * the platform says afterwards, through the public API alone.
 */
public final class Journal {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;
  private static final int REPEATED_AT_A_CHECK = 100;

  /** A request that had no final answer while its customer waited. */
  private record Unanswered(Order order, Wish wish, long amount, Request request) {}

  private final Caller caller;
  private final WebhookReceiver webhooks;
  private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Unanswered> unanswered = new ConcurrentLinkedQueue<>();

  public Journal(Caller caller, WebhookReceiver webhooks) {
    this.caller = caller;
    this.webhooks = webhooks;
  }

  void opened(Order order) {
    orders.add(order);
  }

  void unanswered(Order order, Wish wish, long amount, Request request) {
    unanswered.add(new Unanswered(order, wish, amount, request));
  }

  /** Orders so far. */
  public int orders() {
    return orders.size();
  }

  /** Asks the same once more: the answer must be the same, byte for byte. */
  void repeat(Order order, Promise promise) {
    if (promise.answer().status() == CONFLICT) {
      return; // A refusal before the work began is not remembered.
    }
    @Nullable Answer again = caller.post(promise.request(), deadline());
    if (again != null && !again.equals(promise.answer())) {
      order.broken(
          "key %s was answered %s, and then %s"
              .formatted(promise.request().idempotencyKey(), promise.answer(), again));
    }
  }

  /**
   * Asks again what was not answered while its customer waited; a sentence for each that still is
   * not. Where the first request came to nothing, it is carried out only now.
   *
   * @param patience for all of them together
   */
  public List<String> askAgain(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    var broken = new ArrayList<String>();
    for (Unanswered late = unanswered.poll(); late != null; late = unanswered.poll()) {
      askLate(late, deadline, broken);
    }
    return broken;
  }

  /**
   * Every promise that is broken, a sentence each. The load rests, and the platform has come to
   * rest: nothing is in doubt any more, and every webhook has been sent.
   */
  public List<String> check(List<Shop> shops, RandomGenerator random) {
    var broken = new ArrayList<String>();
    repeatSome(random);
    Map<String, List<JsonNode>> payments = new HashMap<>();
    for (Shop shop : shops) {
      read(shop, payments);
    }
    var checks = new OrderChecks(webhooks, broken);
    for (Order order : orders) {
      List<JsonNode> found = payments.remove(order.id());
      checks.check(order, found == null ? List.of() : found);
    }
    payments.keySet().forEach(order -> broken.add("order " + order + " was never made"));
    webhooks.forgeries().forEach(body -> broken.add("a webhook's signature is wrong: " + body));
    return broken;
  }

  private void askLate(Unanswered late, long deadline, List<String> broken) {
    @Nullable Answer answer = caller.post(late.request(), deadline);
    if (answer == null) {
      broken.add(
          "%s of order %s has no answer, with everything running"
              .formatted(late.request().path(), late.order().id()));
    } else {
      late.order().promised(new Promise(late.wish(), late.amount(), late.request(), answer));
    }
  }

  private void repeatSome(RandomGenerator random) {
    List<Order> all = List.copyOf(orders);
    for (int i = 0; i < REPEATED_AT_A_CHECK && !all.isEmpty(); i++) {
      Order order = all.get(random.nextInt(all.size()));
      for (Promise promise : order.promises()) {
        repeat(order, promise);
      }
    }
  }

  private void read(Shop shop, Map<String, List<JsonNode>> payments) {
    String first = "/v1/payments?limit=100";
    String page = first;
    while (true) {
      @Nullable Answer answer = caller.get(shop.apiKey(), page, deadline());
      if (answer == null || answer.status() != 200) {
        throw new IllegalStateException("the payments cannot be listed: " + answer);
      }
      JsonNode list = answer.json();
      String last = "";
      for (JsonNode payment : list.required("data")) {
        String order = payment.at("/metadata/order").asString("");
        payments.computeIfAbsent(order, _ -> new ArrayList<>()).add(payment);
        last = payment.required("id").asString();
      }
      if (!list.required("has_more").asBoolean()) {
        return;
      }
      page = first + "&starting_after=" + last;
    }
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }
}
