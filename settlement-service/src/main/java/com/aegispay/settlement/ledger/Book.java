package com.aegispay.settlement.ledger;

/** The accounts of one merchant in one mode; test and live money never meet. */
public record Book(String merchantId, boolean livemode) {}
