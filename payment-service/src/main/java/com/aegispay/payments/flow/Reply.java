package com.aegispay.payments.flow;

import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.Refusal;
import com.aegispay.payments.routing.Route;
import com.aegispay.payments.view.Answers.Written;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a request that moves money comes to. */
public sealed interface Reply {

  /**
   * An answer, made now or stored with the first request of this key.
   *
   * @param version the payment's; null on a replay
   */
  record Answered(int status, String body, boolean replayed, @Nullable Long version)
      implements Reply {

    static Answered now(Written answer, Payment payment) {
      return new Answered(answer.status(), answer.body(), false, payment.version());
    }
  }

  /** The law said no; nothing happened. */
  record Refused(Refusal refusal) implements Reply {}

  /** No gateway can take the payment; nothing happened. */
  record NoGateway(String why) implements Reply {

    static NoGateway of(Route route) {
      return new NoGateway(
          "No gateway can take this payment: " + new TreeMap<>(route.excluded()) + ".");
    }
  }

  /** This merchant has no such payment. */
  record NoSuchPayment() implements Reply {}

  /** The first request with this key has no answer yet. */
  record KeyInUse() implements Reply {}

  /** The key was used for another request. */
  record KeyReused() implements Reply {}
}
