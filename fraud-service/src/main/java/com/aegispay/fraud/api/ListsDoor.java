package com.aegispay.fraud.api;

import com.aegispay.fraud.flow.KeepLists;
import com.aegispay.fraud.flow.KeepLists.Adding;
import com.aegispay.fraud.rules.ListedKind;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.store.ListEntry;
import com.aegispay.fraud.store.ListEntry.Terms;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Blocked and allowed values: a merchant's own, in its key's mode; an operator's hold for
 * everybody.
 */
@RestController
class ListsDoor {

  private static final String ACTIONS = "block|allow";

  private final KeepLists keepLists;
  private final Idempotency idempotency;

  ListsDoor(KeepLists keepLists, Idempotency idempotency) {
    this.keepLists = keepLists;
    this.idempotency = idempotency;
  }

  /**
   * An entry.
   *
   * @param action {@code block} or {@code allow}
   */
  @JsonPropertyOrder({"id", "object"})
  record EntryResource(
      String id,
      String object,
      String kind,
      String value,
      String action,
      @Nullable String note,
      @Nullable Instant expiresAt,
      Instant createdAt) {

    static EntryResource of(ListEntry entry) {
      Terms terms = entry.terms();
      return new EntryResource(
          entry.id(),
          "fraud_list_entry",
          entry.kind(),
          entry.value(),
          terms.block() ? "block" : "allow",
          terms.note(),
          terms.expiresAt(),
          entry.createdAt());
    }
  }

  record EntryWish(
      @NotBlank String kind,
      @NotBlank String value,
      @NotNull @Pattern(regexp = ACTIONS, message = "must be block or allow") String action,
      @Nullable @Size(max = 500, message = "has at most 500 characters") String note,
      @Nullable Instant expiresAt) {}

  record EntryChange(
      @Nullable @Pattern(regexp = ACTIONS, message = "must be block or allow") String action,
      @Nullable @Size(max = 500, message = "has at most 500 characters") String note,
      @Nullable Instant expiresAt) {

    Terms applied(Terms now) {
      return new Terms(
          action == null ? now.block() : action.equals("block"),
          note == null ? now.note() : note,
          expiresAt == null ? now.expiresAt() : expiresAt);
    }
  }

  @GetMapping("/v1/fraud/lists")
  Listing<EntryResource> list(
      Caller caller,
      @RequestParam(name = "kind", required = false) @Nullable String kind,
      @RequestParam(name = "action", required = false) @Nullable String action,
      ListQuery query) {
    ListedKind wanted = kind == null ? null : kind(kind);
    return Listing.of(
        query,
        keepLists.page(Callers.scope(caller), wanted, action, query).stream()
            .map(EntryResource::of)
            .toList());
  }

  @GetMapping("/v1/fraud/lists/{id}")
  EntryResource get(Caller caller, @PathVariable String id) {
    return keepLists
        .find(Callers.scope(caller), id)
        .map(EntryResource::of)
        .orElseThrow(() -> missing(id).asException());
  }

  @PostMapping("/v1/fraud/lists")
  ResponseEntity<String> add(
      Caller caller, @Valid @RequestBody EntryWish wish, HttpServletRequest request) {
    Scope scope = Callers.scope(caller);
    ListedKind kind = kind(wish.kind());
    String value = kind.canonical(wish.value()).orElseThrow(() -> malformed(kind).asException());
    Terms terms = new Terms(wish.action().equals("block"), wish.note(), wish.expiresAt());
    return idempotency.once(
        IdempotencyKey.optional(request, caller),
        wish,
        201,
        () ->
            switch (keepLists.add(scope, kind, value, terms)) {
              case Adding.Added(ListEntry entry) -> EntryResource.of(entry);
              case Adding.AlreadyListed(String id) ->
                  throw Problem.ofParam(
                          ProblemCode.STATE_CONFLICT,
                          "value",
                          "The value is listed already: change /v1/fraud/lists/" + id + ".")
                      .asException();
              case Adding.ListsFull() ->
                  throw Problem.of(
                          ProblemCode.STATE_CONFLICT,
                          "The lists hold at most %d entries. Delete some first."
                              .formatted(KeepLists.MAX_ENTRIES))
                      .asException();
            });
  }

  @PatchMapping("/v1/fraud/lists/{id}")
  EntryResource change(
      Caller caller, @PathVariable String id, @Valid @RequestBody EntryChange change) {
    return keepLists
        .change(Callers.scope(caller), id, change::applied)
        .map(EntryResource::of)
        .orElseThrow(() -> missing(id).asException());
  }

  record Deleted(String id, String object, boolean deleted) {}

  @DeleteMapping("/v1/fraud/lists/{id}")
  Deleted remove(Caller caller, @PathVariable String id) {
    if (!keepLists.remove(Callers.scope(caller), id)) {
      throw missing(id).asException();
    }
    return new Deleted(id, "fraud_list_entry", true);
  }

  private static Problem missing(String id) {
    return Problem.missing("list entry", id);
  }

  private static ListedKind kind(String name) {
    return Arrays.stream(ListedKind.values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.ofParam(
                        ProblemCode.PARAMETER_INVALID,
                        "kind",
                        "kind must be one of "
                            + String.join(
                                ", ",
                                Arrays.stream(ListedKind.values()).map(Objects::toString).toList())
                            + ".")
                    .asException());
  }

  private static Problem malformed(ListedKind kind) {
    String form =
        switch (kind) {
          case CARD -> "a card's fingerprint, never its number";
          case BIN -> "the first six to eight digits of a card number";
          case EMAIL -> "an e-mail address";
          case EMAIL_DOMAIN -> "what follows the @ of an e-mail address";
          case IP -> "an IPv4 or IPv6 address";
          case CUSTOMER -> "your id of a customer, of at most 255 characters";
          case COUNTRY -> "an ISO 3166-1 alpha-2 code";
        };
    return Problem.ofParam(ProblemCode.PARAMETER_INVALID, "value", "value must be " + form + ".");
  }
}
