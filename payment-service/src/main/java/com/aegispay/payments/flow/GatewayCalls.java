package com.aegispay.payments.flow;

import com.aegispay.payments.gateway.Charge;
import com.aegispay.payments.gateway.FollowUp;
import com.aegispay.payments.gateway.Gateway;
import com.aegispay.payments.gateway.GatewayAnswer;
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
import com.aegispay.payments.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt says to its gateway, and what the gateway's answer says to the law. */
public final class GatewayCalls {

  private final Gateways gateways;
  private final Vault vault;
  private final PaymentLocks locks;
  private final Duration timeout;

  public GatewayCalls(Gateways gateways, Vault vault, PaymentLocks locks, Duration timeout) {
    this.gateways = gateways;
    this.vault = vault;
    this.locks = locks;
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

  /**
   * Makes the call that an attempt stands for, with no rival at the gateway for the same payment.
   * Of an authorisation under way nobody else knows yet, so it costs no lock.
   */
  Outcome call(Payment payment, Attempt attempt, @Nullable String securityCode) {
    return attempt.kind() == Attempt.Kind.AUTHORIZE
        ? asked(payment, attempt, securityCode)
        : locks.alone(payment.id(), () -> asked(payment, attempt, securityCode));
  }

  private Outcome asked(Payment payment, Attempt attempt, @Nullable String securityCode) {
    Gateway gateway = named(attempt.gateway());
    GatewayAnswer answer =
        switch (attempt.kind()) {
          case AUTHORIZE -> gateway.authorize(charge(payment, attempt, securityCode));
          case CAPTURE -> gateway.capture(followUp(payment, attempt));
          case CANCEL, EXPIRE -> gateway.cancel(followUp(payment, attempt));
          case REFUND -> gateway.refund(followUp(payment, attempt));
          case REVERSE -> reverse(gateway, payment, attempt);
          case WITHDRAW -> gateway.withdraw(back(attempt, reversed(payment, attempt)));
        };
    return answer.outcome();
  }

  /** A hold is released, and money that was taken is given back. */
  private GatewayAnswer reverse(Gateway gateway, Payment payment, Attempt attempt) {
    Attempt stray = reversed(payment, attempt);
    if (stray.kind() != Attempt.Kind.AUTHORIZE) {
      return gateway.refund(followUp(payment, attempt));
    }
    FollowUp back = back(attempt, stray);
    return payment.took(stray) ? gateway.refund(back) : gateway.cancel(back);
  }

  private static Attempt reversed(Payment payment, Attempt attempt) {
    return Optional.ofNullable(attempt.reverses())
        .flatMap(payment::attempt)
        .orElseThrow(() -> new IllegalStateException("reverses nothing: " + attempt.id()));
  }

  private FollowUp back(Attempt attempt, Attempt reversed) {
    String charge = Objects.requireNonNull(reversed.reference(), "the gateway has a reference");
    return new FollowUp(attempt.id(), charge, attempt.amount(), timeout);
  }

  /** The attempt that asks the first gateway of a route, and why that one was chosen. */
  PaymentCommand.Next first(Route route, AttemptId attempt) {
    return next(route.gateways().getFirst(), attempt).chosen(route.choice());
  }

  /** The attempt that asks a gateway, under the gateway's terms. */
  PaymentCommand.Next next(String gateway, AttemptId attempt) {
    return new PaymentCommand.Next(gateway, attempt, named(gateway).capabilities().terms());
  }

  /** Asks the attempt's gateway what became of it. */
  Outcome inquire(Payment payment, Attempt attempt) {
    Inquiry inquiry =
        locks.alone(payment.id(), () -> named(attempt.gateway()).inquire(attempt.id(), timeout));
    return switch (inquiry) {
      case Inquiry.Known(GatewayAnswer answer) -> answer.outcome();
      case Inquiry.NeverSeen() ->
          new Outcome.NotDone("gateway_never_received", "The gateway never received the request.");
      case Inquiry.StillUnknown(String reason) -> new Outcome.InDoubt(reason);
    };
  }

  private Charge charge(Payment payment, Attempt attempt, @Nullable String securityCode) {
    Details details = payment.details();
    CardDetails card = vault.open(details.merchant(), details.card().token()).withCvc(securityCode);
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
    return new Candidate(
        gateway.name(),
        gateway.capabilities().livemode(),
        gateway.capabilities().currencies(),
        gateway.capabilities().brands(),
        gateway.capabilities().terms().holdLasts(),
        gateway.capabilities().fee().of(details.amount()),
        gateway.score(),
        gateway.breaker());
  }
}
