package com.aegispay.payments.api;

import com.aegispay.payments.payment.CaptureMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/payments}. The amount is in the currency's minor unit. */
record NewPayment(
    @NotNull Long amount,
    @NotNull String currency,
    @NotNull @Valid PaymentMethod paymentMethod,
    @Nullable CaptureMethod captureMethod,
    @Nullable String captureAt,
    @Nullable @Valid Customer customer,
    @Nullable @Size(max = 1000, message = "has at most 1000 characters") String description,
    @Nullable Map<String, @Nullable String> metadata,
    @Nullable @Size(max = 64, message = "is the name of a gateway") String gateway,
    @Nullable @Size(max = 2048, message = "has at most 2048 characters") String returnUrl) {

  /** A stored card by its token, or the card itself. */
  record PaymentMethod(
      @NotNull @Pattern(regexp = "card", message = "is 'card'") String type,
      @Nullable @Size(max = 64, message = "is a token's id") String token,
      @Nullable @Valid CardNumber card) {}

  /** Who pays. */
  record Customer(
      @Nullable @Size(max = 255, message = "has at most 255 characters") String id,
      @Nullable
          @Email(message = "is an e-mail address")
          @Size(max = 254, message = "has at most 254 characters")
          String email,
      @Nullable @Pattern(regexp = "[A-Z]{2}", message = "is an ISO 3166-1 alpha-2 code")
          String country,
      @Nullable @Pattern(regexp = "[0-9A-Fa-f:.]{2,45}", message = "is an IP address") String ip) {}
}
