package com.aegispay.payments.gateway.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said between the platform and a sandbox gateway: {@code POST /<gateway>/<path>} with a
 * bearer secret and JSON in snake_case.
 *
 * <table>
 * <tr><th>path</th><th>body</th></tr>
 * <tr><td>{@code charges}</td><td>{@link ChargeRequest}</td></tr>
 * <tr><td>{@code captures cancels withdrawals refunds}</td><td>{@link FollowUpRequest}</td></tr>
 * <tr><td>{@code inquiries}</td><td>{@link InquiryRequest}; an attempt that was not seen before will
 * not be executed any more</td></tr>
 * </table>
 *
 * <p>Answers are {@link Answer}, with 200; with 503 where the status is {@code not_executed}.
 */
public final class SandboxProtocol {

  public static final String APPROVED = "approved";
  public static final String DECLINED = "declined";
  public static final String PENDING = "pending";
  public static final String REQUIRES_ACTION = "requires_action";
  public static final String NOT_EXECUTED = "not_executed";
  public static final String NEVER_SEEN = "never_seen";

  private SandboxProtocol() {}

  /** Amounts are in minor units. */
  public record ChargeRequest(
      String attempt,
      long amount,
      String currency,
      boolean capture,
      Card card,
      @Nullable String returnUrl) {}

  /** Prints nothing of itself. */
  public record Card(
      String number, int expMonth, int expYear, @Nullable String cvc, @Nullable String holderName) {

    @Override
    public String toString() {
      return "Card[hidden]";
    }
  }

  /** {@code charge} is the reference that the charge was answered with. */
  public record FollowUpRequest(String attempt, String charge, long amount, String currency) {}

  public record InquiryRequest(String attempt) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Answer(
      String status,
      @Nullable String reference,
      @Nullable String code,
      @Nullable String declineCode,
      @Nullable String message,
      @Nullable String url) {

    public Answer {
      Objects.requireNonNull(status);
    }

    public static Answer of(String status, @Nullable String reference) {
      return new Answer(status, reference, null, null, null, null);
    }

    public static Answer refused(
        String status, String code, @Nullable String declineCode, String message) {
      return new Answer(status, null, code, declineCode, message, null);
    }
  }

  /**
   * What a gateway tells unasked, to {@code POST <callback>/gateway_webhooks/<gateway>}. Signed
   * with {@link SandboxSignature}.
   */
  public record Notice(String attempt, Answer outcome) {}

  /** A mapper for these records. */
  public static JsonMapper json() {
    return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  }
}
