package com.aegispay.payments.api;

import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;
import com.aegispay.payments.payment.CaptureMethod;
import com.aegispay.payments.payment.Status;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What annotations cannot say about a request. */
final class PaymentChecks {

  static final long MAX_AMOUNT = 999_999_999_999L;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int MAX_METADATA = 50;
  private static final int MAX_METADATA_KEY = 40;
  private static final int MAX_METADATA_VALUE = 500;

  private PaymentChecks() {}

  static Money money(long amount, String currency) {
    CurrencyCode code =
        CurrencyCode.parse(currency)
            .orElseThrow(
                () ->
                    Problem.ofParam(
                            ProblemCode.CURRENCY_INVALID,
                            "currency",
                            "currency must be an ISO 4217 code of three letters, as EUR.")
                        .asException());
    return new Money(amount(amount), code);
  }

  static long amount(long amount) {
    if (amount <= 0 || amount > MAX_AMOUNT) {
      throw Problem.ofParam(
              ProblemCode.AMOUNT_INVALID,
              "amount",
              "amount must be from 1 to %d, in the currency's minor unit.".formatted(MAX_AMOUNT))
          .asException();
    }
    return amount;
  }

  static Map<String, String> metadata(@Nullable Map<String, @Nullable String> given) {
    if (given == null) {
      return Map.of();
    }
    if (given.size() > MAX_METADATA) {
      throw invalid("metadata", "metadata has at most 50 keys.");
    }
    given.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > MAX_METADATA_KEY) {
            throw invalid("metadata", "A key of metadata has 1 to 40 characters.");
          }
          if (value == null || value.length() > MAX_METADATA_VALUE) {
            throw invalid(
                "metadata." + key, "A value of metadata is a string of at most 500 characters.");
          }
        });
    return Map.copyOf(given);
  }

  static @Nullable String status(@Nullable String status) {
    if (status != null
        && Arrays.stream(Status.values()).noneMatch(known -> known.wireName().equals(status))) {
      throw invalid("status", "There is no payment status of this name.");
    }
    return status;
  }

  static @Nullable Instant time(String param, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant time = Instant.parse(text);
      if (time.isAfter(Instant.EPOCH) && time.isBefore(LAST)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw invalid(param, param + " must be an RFC 3339 time, as 2026-01-31T12:00:00Z.");
  }

  /** When the platform is to capture: some time from now, and not where the merchant does it. */
  static @Nullable Instant captureAt(
      @Nullable CaptureMethod method, @Nullable String text, Instant now) {
    Instant at = time("capture_at", text);
    if (at != null && method == CaptureMethod.MANUAL) {
      throw invalid("capture_at", "capture_at goes with capture_method 'automatic'.");
    }
    if (at != null && !at.isAfter(now)) {
      throw invalid("capture_at", "capture_at must lie in the future.");
    }
    return at;
  }

  static @Nullable String returnUrl(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text);
      if (url.getHost() != null
          && ("https".equalsIgnoreCase(url.getScheme())
              || "http".equalsIgnoreCase(url.getScheme()))) {
        return text;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw invalid("return_url", "return_url must be an http or https URL.");
  }

  private static RuntimeException invalid(String param, String detail) {
    return Problem.ofParam(ProblemCode.PARAMETER_INVALID, param, detail).asException();
  }
}
