package com.aegispay.payments.api;

import com.aegispay.payments.flow.HearGateway;
import com.aegispay.payments.gateway.GatewayCapabilities;
import com.aegispay.payments.gateway.GatewayHealth;
import com.aegispay.payments.gateway.GatewayNotice;
import com.aegispay.payments.gateway.Gateways;
import com.aegispay.payments.gateway.GuardedGateway;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The gateways: what they can do, how they do, and the door for their own webhooks. */
@RestController
final class GatewaysApi {

  private final Gateways gateways;
  private final HearGateway hear;

  GatewaysApi(Gateways gateways, HearGateway hear) {
    this.gateways = gateways;
    this.hear = hear;
  }

  /** Latencies are in milliseconds; nulls say that nothing was measured lately. */
  record GatewayView(
      String name,
      String object,
      boolean livemode,
      String region,
      Set<String> currencies,
      Set<String> brands,
      int healthScore,
      @Nullable Double successRate,
      Latency latencyMs,
      String breaker) {}

  record Latency(@Nullable Long p50, @Nullable Long p95, @Nullable Long p99) {}

  @GetMapping("/v1/gateways")
  Listing<GatewayView> list(Caller caller) {
    boolean all = !(caller instanceof Caller.Merchant);
    return new Listing<>(
        "list",
        gateways.all().stream()
            .map(GatewaysApi::view)
            .filter(
                gateway ->
                    all
                        || (caller instanceof Caller.Merchant merchant
                            && gateway.livemode() == merchant.livemode()))
            .toList(),
        false);
  }

  /** Answered with 204 once what it says is durable; nothing in it is believed unsigned. */
  @PostMapping("/gateway_webhooks/{name}")
  ResponseEntity<Void> webhook(
      @PathVariable String name, @RequestBody byte[] body, HttpServletRequest http) {
    GuardedGateway gateway =
        gateways.find(name).orElseThrow(() -> Problem.missing("gateway", name).asException());
    return switch (gateway.read(body, http::getHeader)) {
      case GatewayNotice.Said said -> {
        if (!hear.hear(name, said)) {
          throw Problem.missing("attempt", said.attempt().value()).asException();
        }
        yield ResponseEntity.noContent().build();
      }
      case GatewayNotice.NotGenuine() ->
          throw Problem.of(
                  ProblemCode.PERMISSION_DENIED, "The notice is not signed as this gateway signs.")
              .asException();
    };
  }

  private static GatewayView view(GuardedGateway gateway) {
    GatewayCapabilities can = gateway.capabilities();
    GatewayHealth health = gateway.health();
    return new GatewayView(
        gateway.name(),
        "gateway",
        can.livemode(),
        can.region(),
        new TreeSet<>(can.currencies()),
        new TreeSet<>(can.brands()),
        health.score(),
        health.successRate(),
        new Latency(millis(health.p50()), millis(health.p95()), millis(health.p99())),
        health.breaker());
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : (Long) duration.toMillis();
  }
}
