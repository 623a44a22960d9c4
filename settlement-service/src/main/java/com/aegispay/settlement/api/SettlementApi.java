package com.aegispay.settlement.api;

import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.resource.PayoutResource;
import com.aegispay.settlement.resource.SettlementResource;
import com.aegispay.settlement.store.Payouts;
import com.aegispay.settlement.store.Settlements;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.problem.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/settlements} and {@code /v1/payouts}. */
@RestController
class SettlementApi {

  private final Settlements settlements;
  private final Payouts payouts;

  SettlementApi(Settlements settlements, Payouts payouts) {
    this.settlements = settlements;
    this.payouts = payouts;
  }

  @GetMapping("/v1/settlements")
  Listing<SettlementResource> settlements(Caller.Merchant caller, ListQuery page) {
    return Listing.of(
        page, settlements.list(book(caller), page).stream().map(SettlementResource::of).toList());
  }

  @GetMapping("/v1/settlements/{id}")
  SettlementResource settlement(Caller.Merchant caller, @PathVariable String id) {
    return settlements
        .find(book(caller), id)
        .map(SettlementResource::of)
        .orElseThrow(() -> Problem.missing("settlement", id).asException());
  }

  @GetMapping("/v1/payouts")
  Listing<PayoutResource> payouts(Caller.Merchant caller, ListQuery page) {
    return Listing.of(
        page, payouts.list(book(caller), page).stream().map(PayoutResource::of).toList());
  }

  @GetMapping("/v1/payouts/{id}")
  PayoutResource payout(Caller.Merchant caller, @PathVariable String id) {
    return payouts
        .find(book(caller), id)
        .map(PayoutResource::of)
        .orElseThrow(() -> Problem.missing("payout", id).asException());
  }

  private static Book book(Caller.Merchant caller) {
    return new Book(caller.merchantId(), caller.livemode());
  }
}
