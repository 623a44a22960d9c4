package com.aegispay.notification.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's endpoint as this service knows it.
 *
 * @param goneAt when it answered 410
 */
public record Endpoint(
    String merchantId,
    String id,
    boolean livemode,
    String url,
    List<String> enabledEvents,
    Status status,
    List<Secret> secrets,
    @Nullable Instant goneAt) {

  private static final String EVERYTHING = "*";

  public enum Status {
    ENABLED,
    DISABLED,
    DELETED
  }

  /**
   * A signing secret, sealed.
   *
   * @param expiresAt when a secret that was replaced no longer signs; null for the current one
   */
  public record Secret(String sealed, @Nullable Instant expiresAt) {

    public boolean signsAt(Instant now) {
      return expiresAt == null || now.isBefore(expiresAt);
    }
  }

  public Endpoint {
    enabledEvents = List.copyOf(enabledEvents);
    secrets = List.copyOf(secrets);
  }

  /** Whether it subscribes to this webhook, which is of its merchant. */
  public boolean wants(Webhook webhook) {
    return livemode == webhook.livemode()
        && (enabledEvents.contains(EVERYTHING) || enabledEvents.contains(webhook.type()));
  }

  /** Whether anything may be sent to it. */
  public boolean isOpen() {
    return status == Status.ENABLED && goneAt == null;
  }
}
