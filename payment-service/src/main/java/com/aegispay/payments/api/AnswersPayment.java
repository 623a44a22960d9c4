package com.aegispay.payments.api;

import com.aegispay.payments.view.PaymentView;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/** The OpenAPI document says: this answer is the payment. */
@ApiResponse(
    content =
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = PaymentView.class)))
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@interface AnswersPayment {

  @AliasFor(annotation = ApiResponse.class)
  String responseCode() default "200";

  @AliasFor(annotation = ApiResponse.class)
  String description();
}
