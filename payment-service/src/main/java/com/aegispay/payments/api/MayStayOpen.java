package com.aegispay.payments.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI document says: the payment may be answered before its outcome is known. */
@AnswersPayment(responseCode = "202", description = "The outcome is not known yet")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface MayStayOpen {}
