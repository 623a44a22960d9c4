package com.aegispay.payments.gateway;

import com.aegispay.payments.payment.AttemptId;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A payment gateway. The attempt's id is its idempotency key: asked twice with one id, it acts once
 * and answers the same.
 *
 * <p>Every method answers within about the time-out that it was given and throws nothing because of
 * the gateway or the network: what cannot be told is {@link GatewayAnswer.Unknown}.
 */
public interface Gateway {

  /** As merchants and routing policies name it: {@code sandbox_alpha}. */
  String name();

  GatewayCapabilities capabilities();

  /** Holds the amount on the card, and takes it at once where {@link Charge#capture} says so. */
  GatewayAnswer authorize(Charge charge);

  /** Takes a part of what is held, or all of it. */
  GatewayAnswer capture(FollowUp capture);

  /** Releases what is held and not taken. */
  GatewayAnswer cancel(FollowUp cancel);

  /**
   * Ends a charge that waits for the customer: {@link GatewayAnswer.Approved} promises that nothing
   * comes of it any more. One that does not wait, because the customer has come or somebody else
   * ended it, is left as it is and the answer is {@link GatewayAnswer.Declined}.
   */
  GatewayAnswer withdraw(FollowUp withdrawal);

  /** Gives back a part of what was taken, or all of it. */
  GatewayAnswer refund(FollowUp refund);

  /** What became of an attempt. Moves no money. */
  Inquiry inquire(AttemptId attempt, Duration timeout);

  /**
   * What the gateway's own webhook says. Nothing of it may be believed before it proves genuine.
   *
   * @param header the request's header of a name, in any case
   */
  GatewayNotice read(byte[] body, Function<String, @Nullable String> header);
}
