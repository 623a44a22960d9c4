package com.aegispay.payments.view;

import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.Funds;
import com.aegispay.payments.payment.Payment;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public payment object. Amounts are integers in the currency's minor unit. */
@JsonPropertyOrder({"id", "object", "status"})
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PaymentView(
    String id,
    String object,
    String status,
    long amount,
    long amountAuthorized,
    long amountCapturable,
    long amountCaptured,
    long amountRefunded,
    String currency,
    String captureMethod,
    @Nullable Instant captureAt,
    boolean cancelRequested,
    PaymentMethod paymentMethod,
    @Nullable Customer customer,
    @Nullable String description,
    @Nullable String gateway,
    List<AttemptView> attempts,
    Risk risk,
    @Nullable Failure failure,
    @Nullable NextAction nextAction,
    List<RefundView> refunds,
    @Nullable String settlement,
    Map<String, String> metadata,
    @Nullable String returnUrl,
    boolean livemode,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** What paid. */
  public record PaymentMethod(String type, String token, Card card) {}

  /** What may be shown of a card. */
  public record Card(String brand, String last4, String bin, int expMonth, int expYear) {}

  /** Who paid, as the merchant told. */
  public record Customer(
      @Nullable String id, @Nullable String email, @Nullable String country, @Nullable String ip) {}

  /** One call to a gateway. */
  public record AttemptView(
      String id,
      String kind,
      String gateway,
      String status,
      long amount,
      @Nullable String code,
      @Nullable String declineCode,
      @Nullable String gatewayReference,
      Instant startedAt,
      @Nullable Instant endedAt) {}

  /** What the risk check said; no score when it did not answer in time. */
  public record Risk(@Nullable Integer score, String decision, List<String> reasons) {}

  /** What the customer has to do, and until when. */
  public record NextAction(String type, String url, Instant expiresAt) {}

  /** Why a payment failed. */
  public record Failure(String code, @Nullable String declineCode, String message) {}

  public static PaymentView of(Payment payment) {
    Details details = payment.details();
    Funds funds = payment.funds();
    return new PaymentView(
        payment.id().value(),
        "payment",
        payment.status().wireName(),
        details.amount().minor(),
        funds.authorized().minor(),
        funds.capturable().minor(),
        funds.captured().minor(),
        funds.refunded().minor(),
        details.amount().currency().code(),
        details.captureMethod().toString(),
        details.captureAt(),
        payment.cancelRequested(),
        paymentMethod(details.card()),
        customer(details.customer()),
        details.description(),
        payment.gateway().orElse(null),
        payment.attempts().stream().map(PaymentView::attempt).toList(),
        risk(details.risk()),
        failure(payment.state()),
        nextAction(payment.state()),
        payment.refunds().stream().map(refund -> RefundView.of(payment, refund)).toList(),
        payment.settlement(),
        details.metadata(),
        details.returnUrl(),
        details.livemode(),
        payment.version(),
        details.createdAt(),
        payment.updatedAt());
  }

  private static PaymentMethod paymentMethod(Details.Card card) {
    return new PaymentMethod(
        "card",
        card.token(),
        new Card(card.brand(), card.last4(), card.bin(), card.expMonth(), card.expYear()));
  }

  private static @Nullable Customer customer(Details.@Nullable Customer customer) {
    return customer == null
        ? null
        : new Customer(customer.id(), customer.email(), customer.country(), customer.ip());
  }

  private static AttemptView attempt(Attempt attempt) {
    return new AttemptView(
        attempt.id().value(),
        attempt.kind().wireName(),
        attempt.gateway(),
        attempt.progress().wireName(),
        attempt.amount().minor(),
        attempt.code(),
        attempt.declineCode(),
        attempt.reference(),
        attempt.startedAt(),
        attempt.endedAt());
  }

  private static Risk risk(Details.Risk risk) {
    return new Risk(risk.score(), risk.decision().name().toLowerCase(Locale.ROOT), risk.reasons());
  }

  private static @Nullable NextAction nextAction(Payment.State state) {
    return state instanceof Payment.State.RequiresAction(var _, var url, var expiresAt)
        ? new NextAction("redirect_to_url", url, expiresAt)
        : null;
  }

  private static @Nullable Failure failure(Payment.State state) {
    return state instanceof Payment.State.Failed(var code, var declineCode, var message)
        ? new Failure(code, declineCode, message)
        : null;
  }
}
