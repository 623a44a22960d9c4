package com.aegispay.payments.gateway.sandbox.server;

import com.aegispay.payments.gateway.sandbox.SandboxHouse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the sandbox runs.
 *
 * @param port 0 for any
 * @param secret what it lets in, and signs its notices with
 * @param silence how long a silent gateway holds the connection
 * @param refundsSettleAfter when refunds that change later do so
 * @param callback where notices go, without {@code /gateway_webhooks/...}; null for nowhere
 */
public record SandboxSettings(
    int port,
    String secret,
    Map<SandboxHouse, Latency> latencies,
    Duration silence,
    Duration refundsSettleAfter,
    @Nullable URI callback) {

  public SandboxSettings {
    latencies = Map.copyOf(latencies);
    if (latencies.size() != SandboxHouse.values().length) {
      throw new IllegalArgumentException("every gateway of the sandbox needs a latency");
    }
  }

  Latency latency(SandboxHouse house) {
    return Objects.requireNonNull(latencies.get(house));
  }

  /** Prints no secret. */
  @Override
  public String toString() {
    return "SandboxSettings[port=" + port + "]";
  }
}
