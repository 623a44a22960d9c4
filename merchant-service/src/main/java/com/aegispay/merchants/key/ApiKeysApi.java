package com.aegispay.merchants.key;

import com.aegispay.merchants.change.Change;
import com.aegispay.merchants.change.Changes;
import com.aegispay.merchants.change.OwnedId;
import com.aegispay.merchants.door.IdRange;
import com.aegispay.merchants.door.Overlap;
import com.aegispay.merchants.door.PlainText;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A merchant's keys. A key sees and makes keys of its own mode, with no more scopes than it has; a
 * merchant's first live key is made by an operator.
 */
@RestController
class ApiKeysApi {

  /**
   * A merchant's wish for a key.
   *
   * @param scopes absent: those of the calling key
   */
  record Wish(
      @PlainText @Size(max = 100) @Nullable String name, @Nullable List<@Nullable String> scopes) {}

  /** An operator's wish for a merchant's key; all scopes unless it names some. */
  record OperatorWish(
      @NotNull Boolean livemode,
      @PlainText @Size(max = 100) @Nullable String name,
      @Nullable List<@Nullable String> scopes) {}

  private final ApiKeys keys;
  private final IssueKey issueKey;
  private final RotateKey rotateKey;
  private final Changes changes;
  private final Idempotency idempotency;
  private final InstantSource clock;

  ApiKeysApi(
      ApiKeys keys,
      IssueKey issueKey,
      RotateKey rotateKey,
      Changes changes,
      Idempotency idempotency,
      InstantSource clock) {
    this.keys = keys;
    this.issueKey = issueKey;
    this.rotateKey = rotateKey;
    this.changes = changes;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  @PostMapping("/v1/api_keys")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
  ResponseEntity<String> create(
      @Valid @RequestBody(required = false) @Nullable Wish body,
      Caller.Merchant caller,
      HttpServletRequest request) {
    Wish wish = body == null ? new Wish(null, null) : body;
    List<String> scopes =
        wish.scopes() == null
            ? caller.scopes().stream().sorted().toList()
            : Scopes.parse(wish.scopes());
    Scopes.requireHeldBy(caller, scopes);
    NewKey wanted = new NewKey(caller.merchantId(), caller.livemode(), scopes, wish.name());
    return idempotency.once(
        IdempotencyKey.optional(request, caller), wish, 201, () -> issued(wanted));
  }

  /** The way to a merchant's first live key, and back in for who has lost every key. */
  @PostMapping("/v1/merchants/{merchantId}/api_keys")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
  ResponseEntity<String> createForMerchant(
      @PathVariable String merchantId,
      @Valid @RequestBody OperatorWish wish,
      Caller.Operator caller,
      HttpServletRequest request) {
    List<String> scopes = wish.scopes() == null ? Scopes.ALL : Scopes.parse(wish.scopes());
    boolean livemode = wish.livemode();
    NewKey wanted = new NewKey(merchantId, livemode, scopes, wish.name());
    if (!Ids.isId("mer", merchantId)) {
      throw Problem.missing("merchant", merchantId).asException();
    }
    return idempotency.once(
        IdempotencyKey.optional(request, caller), wish, 201, () -> issued(wanted));
  }

  @GetMapping("/v1/api_keys")
  Listing<ApiKeyView> list(ListQuery query, Caller.Merchant caller) {
    IdRange range = IdRange.of(query, "key", "id.id");
    List<ApiKey> page =
        keys.page(
            caller.merchantId(),
            caller.livemode(),
            range.above(),
            range.below(),
            range.sort(),
            range.limit());
    return Listing.of(query, page.stream().map(key -> key.view(null)).toList());
  }

  @GetMapping("/v1/api_keys/{id}")
  ApiKeyView get(@PathVariable String id, Caller.Merchant caller) {
    return found(id, caller).view(null);
  }

  /** Revokes the key for good; it stays in the list. A second time changes nothing. */
  @DeleteMapping("/v1/api_keys/{id}")
  ApiKeyView revoke(@PathVariable String id, Caller.Merchant caller) {
    return changes.of(
        caller.merchantId(),
        () -> {
          ApiKey key = found(id, caller);
          if (key.isRevoked()) {
            return Change.of(key.view(null));
          }
          key.revoke(clock.instant().truncatedTo(ChronoUnit.MILLIS));
          keys.flush();
          return Change.of(key.view(null), KeyFacts.revoked(key));
        });
  }

  @PostMapping("/v1/api_keys/{id}/rotate")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
  ResponseEntity<String> rotate(
      @PathVariable String id,
      @Valid @RequestBody(required = false) @Nullable Overlap body,
      Caller.Merchant caller,
      HttpServletRequest request) {
    Overlap overlap = Overlap.of(body);
    requireId(id);
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        overlap,
        201,
        () ->
            changes.of(caller.merchantId(), () -> rotateKey.rotate(id, caller, overlap.length())));
  }

  private ApiKeyView issued(NewKey wanted) {
    return changes.of(wanted.merchantId(), () -> issueKey.issue(wanted));
  }

  private ApiKey found(String id, Caller.Merchant caller) {
    requireId(id);
    return keys.findByIdAndLivemode(new OwnedId(caller.merchantId(), id), caller.livemode())
        .orElseThrow(() -> Problem.missing("API key", id).asException());
  }

  private static void requireId(String id) {
    if (!Ids.isId("key", id)) {
      throw Problem.missing("API key", id).asException();
    }
  }
}
