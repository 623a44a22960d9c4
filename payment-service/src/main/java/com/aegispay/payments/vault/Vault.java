package com.aegispay.payments.vault;

import com.aegispay.payments.payment.MerchantId;

/** Where the cards are. */
@FunctionalInterface
public interface Vault {

  /**
   * The card itself, without its security code, for a call to a gateway and for nothing else.
   *
   * @throws IllegalStateException when this merchant has no such token: the caller has found it
   *     before
   */
  CardDetails open(MerchantId merchant, String tokenId);
}
