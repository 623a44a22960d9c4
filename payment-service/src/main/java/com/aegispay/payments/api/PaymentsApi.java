package com.aegispay.payments.api;

import com.aegispay.payments.flow.AuthenticatePayment;
import com.aegispay.payments.flow.AuthorizePayment;
import com.aegispay.payments.flow.ChangePayment;
import com.aegispay.payments.flow.ChangePayment.Wish;
import com.aegispay.payments.flow.Reply;
import com.aegispay.payments.flow.Request;
import com.aegispay.payments.flow.RetryPayment;
import com.aegispay.payments.payment.CaptureMethod;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.vault.CardDetails;
import com.aegispay.payments.vault.Cards;
import com.aegispay.payments.vault.Token;
import com.aegispay.payments.view.RefundView;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Requests that move money. Each needs an {@code Idempotency-Key}. */
@RestController
@RequestMapping("/v1/payments")
final class PaymentsApi {

  private final AuthorizePayment authorize;
  private final ChangePayment change;
  private final AuthenticatePayment authenticate;
  private final RetryPayment retry;
  private final Cards cards;
  private final Requests requests;
  private final Clock clock;

  PaymentsApi(
      AuthorizePayment authorize,
      ChangePayment change,
      AuthenticatePayment authenticate,
      RetryPayment retry,
      Cards cards,
      Requests requests,
      Clock clock) {
    this.authorize = authorize;
    this.change = change;
    this.authenticate = authenticate;
    this.retry = retry;
    this.cards = cards;
    this.requests = requests;
    this.clock = clock;
  }

  record CaptureBody(@Nullable Long amount) {}

  record RefundBody(
      @Nullable Long amount,
      @Nullable @Size(max = 500, message = "has at most 500 characters") String reason) {}

  @PostMapping
  @AnswersPayment(responseCode = "201", description = "Authorised or captured")
  @MayStayOpen
  @ApiResponse(
      responseCode = "402",
      description = "Declined; the payment is in the problem",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = Problem.Body.class)))
  ResponseEntity<?> pay(
      Caller.Merchant caller, @Valid @RequestBody NewPayment body, HttpServletRequest http) {
    Request request = requests.of(http, caller, body);
    Optional<Reply> earlier = authorize.earlier(request);
    if (earlier.isPresent()) {
      return requests.answer(earlier.get(), http);
    }
    return requests.answer(authorize.pay(order(body, request), request), http);
  }

  @PostMapping("/{id}/capture")
  @AnswersPayment(description = "Captured")
  @MayStayOpen
  ResponseEntity<?> capture(
      Caller.Merchant caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable CaptureBody body,
      HttpServletRequest http) {
    Long amount = body == null ? null : body.amount();
    return change(caller, id, new Wish.Capture(checked(amount)), body, http);
  }

  @PostMapping("/{id}/cancel")
  @AnswersPayment(description = "Released")
  @MayStayOpen
  ResponseEntity<?> cancel(
      Caller.Merchant caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      HttpServletRequest http) {
    requireNone(body, "A cancellation takes no parameters.");
    return change(caller, id, new Wish.Cancel(), null, http);
  }

  @PostMapping("/{id}/refunds")
  @ApiResponse(
      responseCode = "201",
      description = "Given back",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RefundView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Pending, or the outcome is not known yet",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RefundView.class)))
  ResponseEntity<?> refund(
      Caller.Merchant caller,
      @PathVariable String id,
      @RequestBody(required = false) @Valid @Nullable RefundBody body,
      HttpServletRequest http) {
    Wish wish =
        body == null
            ? new Wish.Refund(null, null)
            : new Wish.Refund(checked(body.amount()), body.reason());
    return change(caller, id, wish, body, http);
  }

  /** The customer is back from 3-D Secure; repeated, it shows the payment as it is. */
  @PostMapping("/{id}/authenticate")
  @AnswersPayment(description = "The payment as it is now")
  ResponseEntity<?> authenticate(
      Caller.Merchant caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      HttpServletRequest http) {
    requireNone(body, "An authentication takes no parameters.");
    Request request = requests.of(http, caller, Map.of());
    return requests.answer(authenticate.authenticate(new PaymentId(id), request), http);
  }

  /** A failed payment is tried anew. */
  @PostMapping("/{id}/retry")
  @AnswersPayment(description = "Authorised, captured, or the customer is needed")
  ResponseEntity<?> retry(
      Caller.Merchant caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Map<String, Object> body,
      HttpServletRequest http) {
    requireNone(body, "A retry takes no parameters.");
    Request request = requests.of(http, caller, Map.of());
    return requests.answer(retry.retry(new PaymentId(id), request), http);
  }

  private static void requireNone(@Nullable Map<String, Object> body, String detail) {
    if (body != null && !body.isEmpty()) {
      String name = body.keySet().iterator().next();
      throw Problem.ofParam(ProblemCode.PARAMETER_UNKNOWN, name, detail).asException();
    }
  }

  private ResponseEntity<?> change(
      Caller.Merchant caller,
      String id,
      Wish wish,
      @Nullable Object body,
      HttpServletRequest http) {
    Request request = requests.of(http, caller, body == null ? Map.of() : body);
    return requests.answer(change.change(new PaymentId(id), wish, request), http);
  }

  private static @Nullable Long checked(@Nullable Long amount) {
    return amount == null ? null : (Long) PaymentChecks.amount(amount);
  }

  private AuthorizePayment.Order order(NewPayment body, Request request) {
    var money = PaymentChecks.money(body.amount(), body.currency());
    var metadata = PaymentChecks.metadata(body.metadata());
    NewPayment.PaymentMethod method = body.paymentMethod();
    CardNumber number = method.card();
    if ((method.token() == null) == (number == null)) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID,
              "payment_method",
              "payment_method needs either a token or a card.")
          .asException();
    }
    Details.Card card =
        number == null
            ? stored(request, String.valueOf(method.token()))
            : kept(request, CardIntake.check(cards, number, "payment_method.card"));
    return new AuthorizePayment.Order(
        money,
        method(body),
        PaymentChecks.captureAt(body.captureMethod(), body.captureAt(), clock.instant()),
        card,
        number == null ? null : number.cvc(),
        customer(body.customer()),
        body.description(),
        metadata,
        body.gateway(),
        PaymentChecks.returnUrl(body.returnUrl()));
  }

  private static CaptureMethod method(NewPayment body) {
    return body.captureMethod() == null ? CaptureMethod.AUTOMATIC : body.captureMethod();
  }

  private Details.Card stored(Request request, String token) {
    return cards
        .find(request.merchant(), request.livemode(), token)
        .map(CardIntake::shown)
        .orElseThrow(
            () ->
                Problem.ofParam(
                        ProblemCode.PARAMETER_INVALID,
                        "payment_method.token",
                        "There is no such token. Make one with POST /v1/tokens.")
                    .asException());
  }

  private Details.Card kept(Request request, CardDetails card) {
    Token token = cards.keep(request.merchant(), request.livemode(), card);
    return CardIntake.shown(token);
  }

  private static Details.@Nullable Customer customer(NewPayment.@Nullable Customer customer) {
    return customer == null
        ? null
        : new Details.Customer(customer.id(), customer.email(), customer.country(), customer.ip());
  }
}
