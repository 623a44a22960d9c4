package com.aegispay.merchants.endpoint;

import com.aegispay.merchants.change.Changes;
import com.aegispay.merchants.door.ExpectedVersion;
import com.aegispay.merchants.door.IdRange;
import com.aegispay.merchants.door.Overlap;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * A merchant's webhook endpoints in the key's mode. Deliveries and test events are
 * notification-service's.
 */
@RestController
class WebhookEndpointsApi {

  private final WebhookEndpoints endpoints;
  private final EditEndpoints edit;
  private final Changes changes;
  private final Idempotency idempotency;

  WebhookEndpointsApi(
      WebhookEndpoints endpoints, EditEndpoints edit, Changes changes, Idempotency idempotency) {
    this.endpoints = endpoints;
    this.edit = edit;
    this.changes = changes;
    this.idempotency = idempotency;
  }

  @PostMapping("/v1/webhook_endpoints")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  ResponseEntity<String> create(
      @Valid @RequestBody EndpointWish wish, Caller.Merchant caller, HttpServletRequest request) {
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        wish,
        201,
        () -> changes.of(caller.merchantId(), () -> edit.create(wish, caller)));
  }

  @GetMapping("/v1/webhook_endpoints")
  Listing<EndpointView> list(ListQuery query, Caller.Merchant caller) {
    IdRange range = IdRange.of(query, "we", "id.id");
    List<WebhookEndpoint> page =
        endpoints.page(
            caller.merchantId(),
            caller.livemode(),
            range.above(),
            range.below(),
            range.sort(),
            range.limit());
    return Listing.of(query, page.stream().map(endpoint -> endpoint.view(null)).toList());
  }

  @GetMapping("/v1/webhook_endpoints/{id}")
  ResponseEntity<EndpointView> get(@PathVariable String id, Caller.Merchant caller) {
    return answer(edit.find(id, caller).view(null));
  }

  @PatchMapping("/v1/webhook_endpoints/{id}")
  ResponseEntity<EndpointView> change(
      @PathVariable String id,
      @Valid @RequestBody EndpointWish.Patch patch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller.Merchant caller) {
    ExpectedVersion expected = ExpectedVersion.of(ifMatch);
    return answer(changes.of(caller.merchantId(), () -> edit.change(id, patch, expected, caller)));
  }

  @PostMapping("/v1/webhook_endpoints/{id}/rotate_secret")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  ResponseEntity<String> rotateSecret(
      @PathVariable String id,
      @Valid @RequestBody(required = false) @Nullable Overlap body,
      Caller.Merchant caller,
      HttpServletRequest request) {
    Overlap overlap = Overlap.of(body);
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        overlap,
        200,
        () ->
            changes.of(caller.merchantId(), () -> edit.rotateSecret(id, overlap.length(), caller)));
  }

  @DeleteMapping("/v1/webhook_endpoints/{id}")
  EndpointView.Deleted delete(@PathVariable String id, Caller.Merchant caller) {
    return changes.of(caller.merchantId(), () -> edit.delete(id, caller));
  }

  private static ResponseEntity<EndpointView> answer(EndpointView endpoint) {
    return ResponseEntity.ok().eTag("\"" + endpoint.version() + "\"").body(endpoint);
  }
}
