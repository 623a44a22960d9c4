package com.aegispay.payments.api;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.store.PaymentQueries;
import com.aegispay.payments.view.PaymentView;
import com.aegispay.payments.view.RefundView;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.problem.Problem;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What merchants read: their own, in the mode of their key. */
@RestController
@RequestMapping("/v1")
final class ReadApi {

  private final PaymentQueries queries;

  ReadApi(PaymentQueries queries) {
    this.queries = queries;
  }

  /** An object that is JSON already. */
  record Raw(@JsonRawValue @JsonValue String json) {}

  @GetMapping("/payments/{id}")
  @ApiResponse(
      responseCode = "200",
      description = "The payment",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = PaymentView.class)))
  ResponseEntity<String> payment(Caller.Merchant caller, @PathVariable String id) {
    return queries
        .payment(merchant(caller), caller.livemode(), id)
        .map(
            payment ->
                ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .eTag("\"" + payment.version() + "\"")
                    .body(payment.json()))
        .orElseThrow(() -> Problem.missing("payment", id).asException());
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

  private static MerchantId merchant(Caller.Merchant caller) {
    return new MerchantId(caller.merchantId());
  }

  private static Listing<Raw> listing(ListQuery query, List<String> rows) {
    return Listing.of(query, rows.stream().map(Raw::new).toList());
  }
}
