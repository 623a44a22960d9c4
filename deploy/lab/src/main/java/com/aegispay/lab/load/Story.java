package com.aegispay.lab.load;

import com.aegispay.lab.load.Caller.Answer;
import com.aegispay.lab.load.Caller.Request;
import com.aegispay.lab.load.Order.Promise;
import com.aegispay.lab.load.Order.Wish;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One customer's order from payment to refund. Which way it goes is drawn from its own source of
 * randomness, so that it goes the same way however the platform dies meanwhile, as far as the
 * platform's answers let it.
 */
final class Story {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] CURRENCIES = {"EUR", "EUR", "EUR", "EUR", "JPY", "KWD"};

  private final Caller caller;
  private final Order order;
  private final RandomGenerator random;
  private final Journal journal;
  private final Consumer<@Nullable Answer> paid;
  private int requests;

  /**
   * @param paid is told the answer to the payment; null when there was none in time
   */
  Story(
      Caller caller,
      Order order,
      RandomGenerator random,
      Journal journal,
      Consumer<@Nullable Answer> paid) {
    this.caller = caller;
    this.order = order;
    this.random = random;
    this.journal = journal;
    this.paid = paid;
  }

  void tell() {
    boolean manual = random.nextInt(100) < 40;
    String currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
    String body =
        """
        {"amount": %d, "currency": "%s", "capture_method": "%s", "metadata": {"order": "%s"},
         "payment_method": {"type": "card", "token": "%s"}}
        """
            .formatted(
                order.amount(),
                currency,
                manual ? "manual" : "automatic",
                order.id(),
                order.shop().tokens().get(order.card()));
    @Nullable Answer answer = ask(Wish.PAY, order.amount(), "/v1/payments", body, 201, 202, 402);
    paid.accept(answer);
    if (answer == null || answer.status() != 201) {
      return;
    }
    String payment = "/v1/payments/" + answer.text("/id");
    if (!isWaiting(answer) || comesBack(payment, answer.text("/next_action/url"))) {
      goOn(payment, manual);
    }
  }

  private static boolean isWaiting(Answer answer) {
    return answer.text("/status").equals("requires_action");
  }

  /** Whether the customer comes back from the bank and has paid. Some never do. */
  private boolean comesBack(String payment, String bank) {
    int way = random.nextInt(10);
    if (way > 0) {
      caller.challenge(bank, way > 1, System.nanoTime() + PATIENCE.toNanos());
    }
    if (way == 0 || way == 9) {
      if (random.nextBoolean()) {
        long _ = cancel(payment);
      }
      return false;
    }
    @Nullable Answer answer =
        ask(Wish.AUTHENTICATE, 0, payment + "/authenticate", "{}", 200, 202, 402);
    return answer != null && answer.status() == 200 && !isWaiting(answer);
  }

  private void goOn(String payment, boolean manual) {
    long captured = order.amount();
    if (manual) {
      captured =
          switch (random.nextInt(10)) {
            case 0, 1, 2 -> cancel(payment);
            case 3, 4 -> capture(payment, order.amount() / 2, false);
            case 5 -> {
              long half = capture(payment, order.amount() / 2, false);
              yield cancel(payment) + half;
            }
            default -> capture(payment, order.amount(), true);
          };
    }
    if (captured > 0 && random.nextInt(100) < 40) {
      refund(payment, random.nextBoolean() ? captured : captured / 3);
      if (random.nextInt(100) < 30) {
        refund(payment, captured / 4);
      }
    }
  }

  private long capture(String payment, long amount, boolean all) {
    String body = all ? "{}" : "{\"amount\": %d}".formatted(amount);
    @Nullable Answer answer =
        ask(Wish.CAPTURE, amount, payment + "/capture", body, 200, 202, 402, 409, 503);
    return answer != null && answer.status() == 200 ? amount : 0;
  }

  private long cancel(String payment) {
    @Nullable Answer _ = ask(Wish.CANCEL, 0, payment + "/cancel", "{}", 200, 202, 402, 409, 503);
    return 0;
  }

  private void refund(String payment, long amount) {
    String body = "{\"amount\": %d, \"reason\": \"returned\"}".formatted(amount);
    @Nullable Answer _ =
        ask(Wish.REFUND, amount, payment + "/refunds", body, 201, 202, 402, 409, 503);
  }

  private @Nullable Answer ask(
      Wish wish, long amount, String path, String body, Integer... expected) {
    var request = new Request(order.shop().apiKey(), path, order.id() + "-" + requests++, body);
    @Nullable Answer answer = caller.post(request, System.nanoTime() + PATIENCE.toNanos());
    if (answer == null) {
      journal.unanswered(order, wish, amount, request);
      return null;
    }
    if (!Set.of(expected).contains(answer.status())) {
      order.broken("%s was answered %d: %s".formatted(path, answer.status(), answer.body()));
    }
    var promise = new Promise(wish, amount, request, answer);
    order.promised(promise);
    if (random.nextInt(10) == 0) {
      journal.repeat(order, promise);
    }
    return answer;
  }
}
