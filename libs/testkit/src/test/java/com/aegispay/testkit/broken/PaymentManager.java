package com.aegispay.testkit.broken;

/** Breaks the rule of names. */
class PaymentManager {}
