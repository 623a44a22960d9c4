package com.aegispay.payments.gateway.sandbox;

import com.aegispay.payments.gateway.Charge;
import com.aegispay.payments.gateway.FollowUp;
import com.aegispay.payments.gateway.Gateway;
import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.gateway.GatewayCapabilities;
import com.aegispay.payments.gateway.GatewayNotice;
import com.aegispay.payments.gateway.Inquiry;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Answer;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Card;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.ChargeRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.FollowUpRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.InquiryRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Notice;
import com.aegispay.payments.outbound.JsonCalls;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.vault.CardDetails;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One of the sandbox's gateways, over HTTP. */
public final class SandboxGateway implements Gateway {

  private static final int OK = 200;

  private final SandboxHouse house;
  private final URI base;
  private final String secret;
  private final JsonCalls calls;
  private final SandboxSignature signatures;
  private final JsonMapper json = SandboxProtocol.json();

  /**
   * A client of a sandbox.
   *
   * @param sandbox where the sandbox's server is
   * @param secret what the server lets in
   * @param calls its connect time-out bounds how long an unreachable server is waited for
   */
  public SandboxGateway(SandboxHouse house, URI sandbox, String secret, JsonCalls calls) {
    this.house = house;
    this.base = sandbox.resolve("/" + house.gatewayName() + "/");
    this.secret = secret;
    this.calls = calls;
    this.signatures = new SandboxSignature(secret);
  }

  @Override
  public String name() {
    return house.gatewayName();
  }

  @Override
  public GatewayCapabilities capabilities() {
    return house.capabilities();
  }

  @Override
  public GatewayAnswer authorize(Charge charge) {
    CardDetails card = charge.card();
    return ask(
        "charges",
        new ChargeRequest(
            charge.attempt().value(),
            charge.amount().minor(),
            charge.amount().currency().code(),
            charge.capture(),
            new Card(
                card.number(),
                card.expiry().getMonthValue(),
                card.expiry().getYear(),
                card.cvc(),
                card.holderName()),
            charge.returnUrl()),
        charge.timeout());
  }

  @Override
  public GatewayAnswer capture(FollowUp capture) {
    return ask("captures", written(capture), capture.timeout());
  }

  @Override
  public GatewayAnswer cancel(FollowUp cancel) {
    return ask("cancels", written(cancel), cancel.timeout());
  }

  @Override
  public GatewayAnswer withdraw(FollowUp withdrawal) {
    return ask("withdrawals", written(withdrawal), withdrawal.timeout());
  }

  @Override
  public GatewayAnswer refund(FollowUp refund) {
    return ask("refunds", written(refund), refund.timeout());
  }

  @Override
  public Inquiry inquire(AttemptId attempt, Duration timeout) {
    return switch (send("inquiries", new InquiryRequest(attempt.value()), timeout)) {
      case Said(Answer answer) when answer.status().equals(SandboxProtocol.NEVER_SEEN) ->
          new Inquiry.NeverSeen();
      case Said(Answer answer) ->
          switch (meaning(answer)) {
            case GatewayAnswer.Unknown(String reason) -> new Inquiry.StillUnknown(reason);
            case GatewayAnswer.SoftFailure(String code, String _) -> new Inquiry.StillUnknown(code);
            case GatewayAnswer known -> new Inquiry.Known(known);
          };
      case NotSent(String code) -> new Inquiry.StillUnknown(code);
      case NoAnswer(String reason) -> new Inquiry.StillUnknown(reason);
    };
  }

  @Override
  public GatewayNotice read(byte[] body, Function<String, @Nullable String> header) {
    String signature = header.apply(SandboxSignature.HEADER);
    if (signature == null || !signatures.verifies(body, signature)) {
      return new GatewayNotice.NotGenuine();
    }
    try {
      Notice notice = json.readValue(body, Notice.class);
      return new GatewayNotice.Said(new AttemptId(notice.attempt()), meaning(notice.outcome()));
    } catch (JacksonException e) {
      return new GatewayNotice.NotGenuine();
    }
  }

  private GatewayAnswer ask(String path, Object body, Duration timeout) {
    return switch (send(path, body, timeout)) {
      case Said(Answer answer) -> meaning(answer);
      case NotSent(String code) ->
          new GatewayAnswer.SoftFailure(code, name() + " could not be reached.");
      case NoAnswer(String reason) -> new GatewayAnswer.Unknown(reason);
    };
  }

  private static GatewayAnswer meaning(Answer answer) {
    return switch (answer.status()) {
      case SandboxProtocol.APPROVED -> new GatewayAnswer.Approved(reference(answer));
      case SandboxProtocol.PENDING -> new GatewayAnswer.Pending(reference(answer));
      case SandboxProtocol.REQUIRES_ACTION ->
          new GatewayAnswer.NeedsCustomer(reference(answer), or(answer.url(), ""));
      case SandboxProtocol.DECLINED ->
          new GatewayAnswer.Declined(
              or(answer.code(), "card_declined"),
              answer.declineCode(),
              or(answer.message(), "The gateway declined."));
      case SandboxProtocol.NOT_EXECUTED ->
          new GatewayAnswer.SoftFailure(
              or(answer.code(), "not_executed"),
              or(answer.message(), "The gateway did not execute the request."));
      default -> new GatewayAnswer.Unknown("unknown_status");
    };
  }

  /** What came back over the wire, before it is given a meaning. */
  private sealed interface Heard {}

  private record Said(Answer answer) implements Heard {}

  private record NotSent(String code) implements Heard {}

  private record NoAnswer(String reason) implements Heard {}

  private Heard send(String path, Object body, Duration timeout) {
    byte[] written = json.writeValueAsBytes(body);
    return switch (calls.post(base.resolve(path), secret, null, written, timeout)) {
      case JsonCalls.Answer(int status, String answer) -> heard(status, answer);
      case JsonCalls.NotSent() -> new NotSent("gateway_unreachable");
      case JsonCalls.NoAnswer(String reason) -> new NoAnswer(reason);
    };
  }

  /** An error without the gateway's own word on it leaves open what happened. */
  private Heard heard(int status, String body) {
    try {
      Answer answer = json.readValue(body, Answer.class);
      boolean itsWord =
          answer != null && (status == OK || answer.status().equals(SandboxProtocol.NOT_EXECUTED));
      return itsWord ? new Said(answer) : new NoAnswer("status_" + status);
    } catch (JacksonException e) {
      return new NoAnswer("status_" + status);
    }
  }

  private static FollowUpRequest written(FollowUp what) {
    return new FollowUpRequest(
        what.attempt().value(),
        what.reference(),
        what.amount().minor(),
        what.amount().currency().code());
  }

  private static String reference(Answer answer) {
    return or(answer.reference(), "");
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
