package com.aegispay.settlement.api;

import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.resource.BalanceResource;
import com.aegispay.settlement.resource.BalanceTransactionResource;
import com.aegispay.settlement.store.Balances;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/balance} and {@code /v1/balance_transactions}. */
@RestController
class BalanceApi {

  private final Balances balances;

  BalanceApi(Balances balances) {
    this.balances = balances;
  }

  @GetMapping("/v1/balance")
  BalanceResource balance(Caller.Merchant caller) {
    return balances.of(new Book(caller.merchantId(), caller.livemode()));
  }

  @GetMapping("/v1/balance_transactions")
  Listing<BalanceTransactionResource> transactions(Caller.Merchant caller, ListQuery page) {
    return Listing.of(
        page, balances.transactions(new Book(caller.merchantId(), caller.livemode()), page));
  }
}
