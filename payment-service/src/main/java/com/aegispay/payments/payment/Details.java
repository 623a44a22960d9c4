package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is about: fixed when it is initiated.
 *
 * @param captureAt when the platform captures what is authorised now; null for at once, or for when
 *     the merchant says so
 * @param wantedGateway the only gateway that the merchant accepts, where it named one
 * @param returnUrl where the customer goes after 3-D Secure
 */
public record Details(
    PaymentId id,
    MerchantId merchant,
    boolean livemode,
    Money amount,
    CaptureMethod captureMethod,
    @Nullable Instant captureAt,
    Card card,
    @Nullable Customer customer,
    @Nullable String description,
    Map<String, String> metadata,
    @Nullable String wantedGateway,
    @Nullable String returnUrl,
    Risk risk,
    Instant createdAt) {

  /** Whether the money is taken with the authorisation itself. */
  public boolean capturesAtOnce() {
    return captureMethod == CaptureMethod.AUTOMATIC && captureAt == null;
  }

  /** What may be known of a card outside the vault. */
  public record Card(
      String token,
      String brand,
      String last4,
      String bin,
      int expMonth,
      int expYear,
      String fingerprint) {}

  /** Who pays, as far as the merchant tells. */
  public record Customer(
      @Nullable String id, @Nullable String email, @Nullable String country, @Nullable String ip) {}

  /**
   * What the risk check said.
   *
   * @param score 0 to 100; null when the check did not answer in time
   */
  public record Risk(@Nullable Integer score, RiskDecision decision, List<String> reasons) {}

  /** What follows from the risk check. */
  public enum RiskDecision {
    APPROVE,
    REVIEW,
    DECLINE
  }
}
