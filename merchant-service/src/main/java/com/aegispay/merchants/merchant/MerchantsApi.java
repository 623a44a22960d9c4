package com.aegispay.merchants.merchant;

import com.aegispay.merchants.change.Change;
import com.aegispay.merchants.change.Changes;
import com.aegispay.merchants.door.ExpectedVersion;
import com.aegispay.merchants.door.IdRange;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Merchants: all of them for operators, its own ({@code me}) for a merchant. */
@RestController
class MerchantsApi {

  private final Merchants merchants;
  private final CreateMerchant createMerchant;
  private final Changes changes;
  private final Idempotency idempotency;
  private final InstantSource clock;

  MerchantsApi(
      Merchants merchants,
      CreateMerchant createMerchant,
      Changes changes,
      Idempotency idempotency,
      InstantSource clock) {
    this.merchants = merchants;
    this.createMerchant = createMerchant;
    this.changes = changes;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  @PostMapping("/v1/merchants")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = MerchantView.class)))
  ResponseEntity<String> create(
      @Valid @RequestBody NewMerchant body, Caller.Operator caller, HttpServletRequest request) {
    NewMerchant wanted = body.normal();
    return idempotency.once(
        IdempotencyKey.optional(request, caller), body, 201, () -> createMerchant.create(wanted));
  }

  @GetMapping("/v1/merchants")
  Listing<MerchantView> list(ListQuery query, Caller.Operator caller) {
    IdRange range = IdRange.of(query, "mer", "merchantId");
    List<Merchant> page = merchants.page(range.above(), range.below(), range.sort(), range.limit());
    return Listing.of(query, page.stream().map(Merchant::view).toList());
  }

  @GetMapping("/v1/merchants/{id}")
  ResponseEntity<MerchantView> get(@PathVariable String id, Caller caller) {
    return answer(found(meant(id, caller)).view());
  }

  /** Name and e-mail address; the fee plan by operators only. */
  @PatchMapping("/v1/merchants/{id}")
  ResponseEntity<MerchantView> change(
      @PathVariable String id,
      @Valid @RequestBody MerchantPatch patch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    if (patch.feePlan() != null && !(caller instanceof Caller.Operator)) {
      throw Problem.ofParam(
              ProblemCode.PERMISSION_DENIED, "fee_plan", "Only an operator sets the fee plan.")
          .asException();
    }
    ExpectedVersion expected = ExpectedVersion.of(ifMatch);
    String merchantId = meant(id, caller);
    return answer(changes.of(merchantId, () -> changed(found(merchantId), patch, expected)));
  }

  private Change<MerchantView> changed(
      Merchant merchant, MerchantPatch patch, ExpectedVersion expected) {
    expected.check(merchant.version());
    boolean different =
        merchant.become(
            patch.name() == null ? merchant.name() : patch.name().strip(),
            Objects.requireNonNullElse(patch.email(), merchant.email()),
            patch.feePlan() == null ? merchant.feePlan() : patch.feePlan().plan(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    if (!different) {
      return Change.of(merchant.view());
    }
    merchants.flush();
    MerchantView after = merchant.view();
    return Change.of(after, MerchantData.updated(after));
  }

  /** Whom the path means for this caller; another merchant's id is nobody. */
  private static String meant(String id, Caller caller) {
    boolean own =
        switch (caller) {
          case Caller.Merchant merchant -> id.equals("me") || id.equals(merchant.merchantId());
          case Caller.Operator() -> Ids.isId("mer", id);
          case Caller.Service() -> false;
        };
    if (!own) {
      throw Problem.missing("merchant", id).asException();
    }
    return caller instanceof Caller.Merchant merchant ? merchant.merchantId() : id;
  }

  private Merchant found(String merchantId) {
    return merchants
        .findById(merchantId)
        .orElseThrow(() -> Problem.missing("merchant", merchantId).asException());
  }

  private static ResponseEntity<MerchantView> answer(MerchantView merchant) {
    return ResponseEntity.ok().eTag("\"" + merchant.version() + "\"").body(merchant);
  }
}
