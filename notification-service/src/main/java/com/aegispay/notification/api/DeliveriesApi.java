package com.aegispay.notification.api;

import com.aegispay.notification.flow.RedeliverWebhook;
import com.aegispay.notification.flow.SendTestEvent;
import com.aegispay.notification.store.Deliveries;
import com.aegispay.notification.store.Endpoints;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log of what was delivered, and the two ways to ask for a delivery. */
@RestController
class DeliveriesApi {

  private static final int ACCEPTED = 202;

  private final Deliveries deliveries;
  private final Endpoints endpoints;
  private final RedeliverWebhook redeliverWebhook;
  private final SendTestEvent sendTestEvent;
  private final Idempotency idempotency;

  DeliveriesApi(
      Deliveries deliveries,
      Endpoints endpoints,
      RedeliverWebhook redeliverWebhook,
      SendTestEvent sendTestEvent,
      Idempotency idempotency) {
    this.deliveries = deliveries;
    this.endpoints = endpoints;
    this.redeliverWebhook = redeliverWebhook;
    this.sendTestEvent = sendTestEvent;
    this.idempotency = idempotency;
  }

  @Operation(summary = "List an endpoint's deliveries", operationId = "listDeliveries")
  @GetMapping("/v1/webhook_endpoints/{id}/deliveries")
  Listing<DeliveryBody> list(Caller.Merchant caller, @PathVariable String id, ListQuery page) {
    if (endpoints.find(caller.merchantId(), caller.livemode(), id).isEmpty()) {
      throw Problem.missing("webhook endpoint", id).asException();
    }
    var rows = deliveries.list(caller.merchantId(), caller.livemode(), id, page);
    return Listing.of(page, rows.stream().map(DeliveryBody::of).toList());
  }

  @Operation(summary = "Retrieve a delivery", operationId = "retrieveDelivery")
  @GetMapping("/v1/deliveries/{id}")
  DeliveryBody get(Caller.Merchant caller, @PathVariable String id) {
    return deliveries
        .find(caller.merchantId(), caller.livemode(), id)
        .map(DeliveryBody::of)
        .orElseThrow(() -> Problem.missing("delivery", id).asException());
  }

  @Operation(
      summary = "Send a delivery again",
      description = "The same event under the same webhook-id, at once, with the whole ladder.",
      operationId = "redeliver")
  @PostMapping("/v1/deliveries/{id}/redeliver")
  ResponseEntity<String> redeliver(
      Caller.Merchant caller, @PathVariable String id, HttpServletRequest request) {
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        Map.of(),
        ACCEPTED,
        () ->
            switch (redeliverWebhook.redeliver(caller.merchantId(), caller.livemode(), id)) {
              case RedeliverWebhook.Outcome.Queued(var delivery) -> DeliveryBody.of(delivery);
              case RedeliverWebhook.Outcome.Missing() ->
                  throw Problem.missing("delivery", id).asException();
              case RedeliverWebhook.Outcome.EndpointClosed() -> throw endpointClosed();
              case RedeliverWebhook.Outcome.BeingSent() ->
                  throw Problem.of(
                          ProblemCode.CONCURRENT_CHANGE,
                          "This delivery is being attempted right now. See how that ends first.")
                      .retryAfter(1)
                      .asException();
            });
  }

  @Operation(
      summary = "Send a test event",
      description = "An event of type webhook_endpoint.test, whatever the endpoint subscribes to.",
      operationId = "sendTestEvent")
  @PostMapping("/v1/webhook_endpoints/{id}/test")
  ResponseEntity<String> test(
      Caller.Merchant caller, @PathVariable String id, HttpServletRequest request) {
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        Map.of(),
        ACCEPTED,
        () ->
            switch (sendTestEvent.send(caller.merchantId(), caller.livemode(), id)) {
              case SendTestEvent.Outcome.Queued(var delivery) -> DeliveryBody.of(delivery);
              case SendTestEvent.Outcome.Missing() ->
                  throw Problem.missing("webhook endpoint", id).asException();
              case SendTestEvent.Outcome.EndpointClosed() -> throw endpointClosed();
            });
  }

  private static ProblemException endpointClosed() {
    return Problem.of(
            ProblemCode.STATE_CONFLICT,
            "The endpoint was deleted, is disabled, or answered 410 Gone. Enable it (one that is"
                + " gone: give it another url, or disable it and enable it) and try again.")
        .asException();
  }
}
