package com.aegispay.payments.api;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.store.EventFeed;
import com.aegispay.payments.store.History;
import com.aegispay.payments.store.PaymentQueries;
import com.aegispay.payments.view.Explanation;
import com.aegispay.payments.view.PaymentView;
import com.aegispay.payments.view.RefundView;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What merchants read: their own, in the mode of their key. */
@RestController
@RequestMapping("/v1")
final class ReadApi {

  private final PaymentQueries queries;
  private final History history;
  private final EventFeed feed;
  private final JsonMapper json;

  ReadApi(PaymentQueries queries, History history, EventFeed feed, JsonMapper json) {
    this.queries = queries;
    this.history = history;
    this.feed = feed;
    this.json = json;
  }

  /** An object that is JSON already. */
  record Raw(@JsonRawValue @JsonValue String json) {}

  @GetMapping("/payments/{id}")
  @AnswersPayment(description = "The payment")
  ResponseEntity<String> payment(
      Caller.Merchant caller,
      @PathVariable String id,
      @Parameter(description = "The payment as it was then, RFC 3339")
          @RequestParam(name = "as_of", required = false)
          @Nullable String asOf) {
    Instant time = PaymentChecks.time("as_of", asOf);
    Optional<PaymentQueries.Versioned> found =
        time == null
            ? queries.payment(merchant(caller), caller.livemode(), id)
            : history
                .asOf(merchant(caller), caller.livemode(), new PaymentId(id), time)
                .map(this::shown);
    return found
        .map(
            payment ->
                ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .eTag("\"" + payment.version() + "\"")
                    .body(payment.json()))
        .orElseThrow(() -> Problem.missing("payment", id).asException());
  }

  /** What led to each decision: risk, the gateways and why one was chosen, doubt, operators. */
  @GetMapping("/payments/{id}/explain")
  Explanation explain(Caller.Merchant caller, @PathVariable String id) {
    if (queries.payment(merchant(caller), caller.livemode(), id).isEmpty()) {
      throw Problem.missing("payment", id).asException();
    }
    return Explanation.of(id, history.events(merchant(caller), new PaymentId(id)));
  }

  @GetMapping("/payments")
  Listing<Raw> payments(
      Caller.Merchant caller,
      ListQuery query,
      @RequestParam(name = "status", required = false) @Nullable String status,
      @RequestParam(name = "customer", required = false) @Nullable String customer,
      @RequestParam(name = "created_gte", required = false) @Nullable String createdGte,
      @RequestParam(name = "created_lt", required = false) @Nullable String createdLt) {
    var filter =
        new PaymentQueries.Filter(
            PaymentChecks.status(status),
            customer,
            PaymentChecks.time("created_gte", createdGte),
            PaymentChecks.time("created_lt", createdLt));
    return listing(query, queries.payments(merchant(caller), caller.livemode(), filter, query));
  }

  @GetMapping("/payments/{id}/events")
  Listing<Raw> events(
      Caller.Merchant caller,
      @PathVariable String id,
      ListQuery query,
      @RequestParam(name = "after_sequence", defaultValue = "0") long after) {
    if (queries.payment(merchant(caller), caller.livemode(), id).isEmpty()) {
      throw Problem.missing("payment", id).asException();
    }
    return listing(query, queries.events(merchant(caller), id, after, query.limit() + 1));
  }

  /**
   * The merchant's feed, oldest first. Who asks again after the last event that he has seen misses
   * none, and sees each payment's events in their order.
   */
  @GetMapping("/events")
  Listing<Raw> feed(
      Caller.Merchant caller,
      ListQuery page,
      @Parameter(description = "The last event that was seen; none: from the first one on")
          @RequestParam(name = "after", required = false)
          @Nullable String after) {
    if (!page.cursor().isEmpty()) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_UNKNOWN,
              page.backwards() ? "ending_before" : "starting_after",
              "The feed has one direction, and its parameter is after.")
          .asException();
    }
    int rows = page.limit() + 1;
    List<String> events =
        after == null
            ? feed.first(merchant(caller), caller.livemode(), rows)
            : feed.after(merchant(caller), caller.livemode(), after, rows)
                .orElseThrow(
                    () ->
                        Problem.ofParam(
                                ProblemCode.PARAMETER_INVALID,
                                "after",
                                "There is no such event. Leave it out to read from the first one.")
                            .asException());
    return listing(page, events);
  }

  @GetMapping("/refunds/{id}")
  @ApiResponse(
      responseCode = "200",
      description = "The refund",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RefundView.class)))
  ResponseEntity<String> refund(Caller.Merchant caller, @PathVariable String id) {
    return queries
        .refund(merchant(caller), caller.livemode(), id)
        .map(json -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json))
        .orElseThrow(() -> Problem.missing("refund", id).asException());
  }

  @GetMapping("/refunds")
  Listing<Raw> refunds(
      Caller.Merchant caller,
      ListQuery query,
      @RequestParam(name = "payment", required = false) @Nullable String payment) {
    return listing(query, queries.refunds(merchant(caller), caller.livemode(), payment, query));
  }

  private PaymentQueries.Versioned shown(Payment payment) {
    return new PaymentQueries.Versioned(
        json.writeValueAsString(PaymentView.of(payment)), payment.version());
  }

  private static MerchantId merchant(Caller.Merchant caller) {
    return new MerchantId(caller.merchantId());
  }

  private static Listing<Raw> listing(ListQuery query, List<String> rows) {
    return Listing.of(query, rows.stream().map(Raw::new).toList());
  }
}
