package com.aegispay.fraud.rules;

/** How often what identifies this payment was seen lately at this merchant, this time included. */
public sealed interface Velocity {

  /**
   * Counted over sliding windows; 0 where the payment does not say who or what.
   *
   * @param cardPayments with this card in 10 minutes
   * @param customerPayments of this customer in an hour
   * @param ipPayments from this IP address in 10 minutes
   * @param emailPayments with this e-mail address in an hour
   * @param cardsOfCustomer different cards of this customer in 24 hours
   * @param customersOfCard different customers of this card in 24 hours
   * @param cardsOfIp different cards from this IP address in an hour
   * @param cardFailures failed payments with this card in an hour
   * @param cardApprovals whether this card was approved within 90 days: 0 or 1
   */
  record Counted(
      long cardPayments,
      long customerPayments,
      long ipPayments,
      long emailPayments,
      long cardsOfCustomer,
      long customersOfCard,
      long cardsOfIp,
      long cardFailures,
      long cardApprovals)
      implements Velocity {}

  /** The counters did not answer in time. */
  record Unavailable() implements Velocity {}
}
