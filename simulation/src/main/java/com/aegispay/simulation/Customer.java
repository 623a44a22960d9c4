package com.aegispay.simulation;

import com.aegispay.money.Money;
import com.aegispay.payments.flow.AuthorizePayment.Order;
import com.aegispay.payments.flow.ChangePayment.Wish;
import com.aegispay.payments.flow.Reply;
import com.aegispay.payments.flow.Request;
import com.aegispay.payments.payment.CaptureMethod;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's side of one payment: asks until it has an answer, sometimes twice at once and always
 * with the same key, and then captures, cancels or refunds, sometimes all at once.
 */
final class Customer {

  private static final Pattern PAYMENT = Pattern.compile("\"(?:id|payment)\":\"(pay_[0-9A-Z]+)\"");
  private static final Details.Card CARD =
      new Details.Card("tok_1", "visa", "4242", "42424242", 12, 2030, "print");
  private static final int PATIENCE = 40;

  /** One request of the merchant: what it asks for does not change, however often it is sent. */
  private record Errand(String key, BiFunction<PaymentNode, Request, Reply> what) {}

  private final Platform platform;
  private final World world;
  private final Life life = new Life("merchant");
  private final MerchantId merchant;
  private final String name;
  private final long amount;
  private int errands;

  Customer(Platform platform, int number) {
    this.platform = platform;
    this.world = platform.world();
    this.merchant = new MerchantId("mer_" + world.any(3));
    this.name = "order" + number;
    this.amount = world.between(100, 100_000);
  }

  void begin() {
    world.start(life, this::shop);
  }

  private void shop() {
    boolean automatic = world.chance(0.6);
    Order order =
        new Order(
            Money.of(amount, "EUR"),
            automatic ? CaptureMethod.AUTOMATIC : CaptureMethod.MANUAL,
            automatic && world.chance(0.1)
                ? world.now().plusSeconds(world.between(60, 7200))
                : null,
            CARD,
            "123",
            null,
            null,
            Map.of("order", name),
            null,
            null);
    PaymentId id = pay(order);
    if (id == null) {
      return;
    }
    int wishes = world.any(4);
    for (int i = 0; i < wishes; i++) {
      Errand errand = new Errand(name + "-" + errands++, wish(id));
      if (world.chance(0.3)) {
        world.start(life, () -> doneWith(errand));
      } else {
        doneWith(errand);
        world.rest(world.between(0, 5_000_000));
      }
    }
    if (world.chance(0.3)) {
      settle(id);
    }
  }

  private @Nullable PaymentId pay(Order order) {
    Errand errand =
        new Errand(
            name + "-pay",
            (node, request) ->
                node.authorize
                    .earlier(request)
                    .orElseGet(() -> node.authorize.pay(order, request)));
    Optional<Reply.Answered> answered = sentOnce(errand);
    if (answered.isEmpty()) {
      return null;
    }
    Matcher payment = PAYMENT.matcher(answered.get().body());
    if (!payment.find()) {
      world.violated("an answer without a payment: " + answered.get());
      return null;
    }
    return new PaymentId(payment.group(1));
  }

  private BiFunction<PaymentNode, Request, Reply> wish(PaymentId id) {
    @Nullable Long part = world.chance(0.5) ? null : world.between(1, amount);
    int lot = world.any(12);
    if (lot < 2) {
      return (node, request) -> node.authenticate.authenticate(id, request);
    }
    if (lot < 4) {
      return (node, request) -> node.retry.retry(id, request);
    }
    Wish wish =
        lot < 7
            ? new Wish.Capture(part)
            : lot < 9 ? new Wish.Cancel() : new Wish.Refund(part, "wish");
    return (node, request) -> node.change.change(id, wish, request);
  }

  private void doneWith(Errand errand) {
    Optional<Reply.Answered> _ = sentOnce(errand);
  }

  /** Sends a request, and at times its double beside it. */
  private Optional<Reply.Answered> sentOnce(Errand errand) {
    if (world.chance(platform.nature().weather().twice())) {
      world.start(life, () -> doubled(errand));
    }
    return send(errand);
  }

  private void doubled(Errand errand) {
    Optional<Reply.Answered> _ = send(errand);
  }

  private Optional<Reply.Answered> send(Errand errand) {
    Request request =
        new Request(
            merchant,
            false,
            "req_" + errand.key(),
            errand.key(),
            errand.key(),
            (where, nanos) -> {});
    for (int i = 0; i < PATIENCE; i++) {
      Optional<Reply> reply = platform.call(life, node -> errand.what().apply(node, request));
      if (reply.isPresent()) {
        switch (reply.get()) {
          case Reply.Answered(int status, _, _, _) when status == 503 -> {}
          case Reply.Answered answered -> {
            platform.promises().told(merchant, errand.key(), answered);
            return Optional.of(answered);
          }
          case Reply.Refused _, Reply.NoGateway _ -> {
            return Optional.empty();
          }
          case Reply.NoSuchPayment _, Reply.KeyReused _ -> {
            world.violated(reply.get() + " to " + errand.key());
            return Optional.empty();
          }
          case Reply.KeyInUse _ -> {}
        }
      }
      world.rest(world.between(100_000, 20_000_000));
    }
    return Optional.empty();
  }

  private void settle(PaymentId id) {
    boolean done = false;
    int again = 1 + world.any(2);
    for (int i = 0; i < PATIENCE && (!done || again > 0); i++) {
      done =
          platform
              .call(
                  life,
                  node -> {
                    node.settle.settle(merchant, id, "set_" + name);
                    return true;
                  })
              .isPresent();
      again--;
      world.rest(world.between(100_000, 5_000_000));
    }
  }
}
