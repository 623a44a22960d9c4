package com.aegispay.payments.flow;

import com.aegispay.payments.gateway.Charge;
import com.aegispay.payments.gateway.FollowUp;
import com.aegispay.payments.gateway.Gateway;
import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.gateway.GatewayHealth;
import com.aegispay.payments.gateway.Gateways;
import com.aegispay.payments.gateway.GuardedGateway;
import com.aegispay.payments.gateway.Inquiry;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.routing.Candidate;
import com.aegispay.payments.routing.Route;
import com.aegispay.payments.routing.Router;
import com.aegispay.payments.vault.CardDetails;
import com.aegispay.payments.vault.Cards;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt says to its gateway, and what the gateway's answer says to the law. */
public final class GatewayCalls {

  private final Gateways gateways;
  private final Cards cards;
  private final Duration timeout;

  public GatewayCalls(Gateways gateways, Cards cards, Duration timeout) {
    this.gateways = gateways;
    this.cards = cards;
    this.timeout = timeout;
  }

  /** The gateways that may take a payment, in order. */
  Route route(Details details) {
    return Router.route(
        details.livemode(),
        details.amount().currency().code(),
        details.card().brand(),
        details.wantedGateway(),
        holdFor(details),
        gateways.all().stream().map(gateway -> candidate(gateway, details)).toList());
  }

  /** Makes the call that an attempt stands for. */
  Outcome call(Payment payment, Attempt attempt, @Nullable String securityCode) {
    Gateway gateway = named(attempt.gateway());
    GatewayAnswer answer =
        switch (attempt.kind()) {
          case AUTHORIZE -> gateway.authorize(charge(payment, attempt, securityCode));
          case CAPTURE -> gateway.capture(followUp(payment, attempt));
          case CANCEL, EXPIRE -> gateway.cancel(followUp(payment, attempt));
          case REFUND -> gateway.refund(followUp(payment, attempt));
          case REVERSE -> reverse(gateway, payment, attempt);
        };
    return answer.outcome();
  }

  /** A hold is released, and money that was taken is given back. */
  private GatewayAnswer reverse(Gateway gateway, Payment payment, Attempt attempt) {
    Attempt stray =
        Optional.ofNullable(attempt.reverses())
            .flatMap(payment::attempt)
            .orElseThrow(() -> new IllegalStateException("reverses nothing: " + attempt.id()));
    if (stray.kind() != Attempt.Kind.AUTHORIZE) {
      return gateway.refund(followUp(payment, attempt));
    }
    String charge = Objects.requireNonNull(stray.reference(), "an approval has a reference");
    FollowUp back = new FollowUp(attempt.id(), charge, attempt.amount(), timeout);
    return payment.details().capturesAtOnce() ? gateway.refund(back) : gateway.cancel(back);
  }

  /** The attempt that asks a gateway, under the gateway's terms. */
  PaymentCommand.Next next(String gateway, AttemptId attempt) {
    return new PaymentCommand.Next(gateway, attempt, named(gateway).capabilities().terms());
  }

  /** Asks the attempt's gateway what became of it. */
  Outcome inquire(Attempt attempt) {
    return switch (named(attempt.gateway()).inquire(attempt.id(), timeout)) {
      case Inquiry.Known(GatewayAnswer answer) -> answer.outcome();
      case Inquiry.NeverSeen() ->
          new Outcome.NotDone("gateway_never_received", "The gateway never received the request.");
      case Inquiry.StillUnknown(String reason) -> new Outcome.InDoubt(reason);
    };
  }

  private Charge charge(Payment payment, Attempt attempt, @Nullable String securityCode) {
    Details details = payment.details();
    CardDetails card = cards.open(details.merchant(), details.card().token()).withCvc(securityCode);
    return new Charge(
        attempt.id(),
        attempt.amount(),
        details.capturesAtOnce(),
        card,
        details.returnUrl(),
        timeout);
  }

  private FollowUp followUp(Payment payment, Attempt attempt) {
    String reference =
        payment
            .authorization()
            .map(Attempt::reference)
            .orElseThrow(() -> new IllegalStateException("not authorised: " + payment.id()));
    return new FollowUp(attempt.id(), reference, attempt.amount(), timeout);
  }

  private static Duration holdFor(Details details) {
    Instant captureAt = details.captureAt();
    return captureAt == null ? Duration.ZERO : Duration.between(details.createdAt(), captureAt);
  }

  private Gateway named(String name) {
    return gateways
        .find(name)
        .orElseThrow(() -> new IllegalStateException("no gateway is configured as " + name));
  }

  private static Candidate candidate(GuardedGateway gateway, Details details) {
    GatewayHealth health = gateway.health();
    return new Candidate(
        gateway.name(),
        gateway.capabilities().livemode(),
        gateway.capabilities().currencies(),
        gateway.capabilities().brands(),
        gateway.capabilities().terms().holdLasts(),
        gateway.capabilities().fee().of(details.amount()),
        health.score(),
        health.open());
  }
}
