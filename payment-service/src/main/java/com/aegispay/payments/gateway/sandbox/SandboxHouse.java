package com.aegispay.payments.gateway.sandbox;

import com.aegispay.payments.gateway.GatewayCapabilities;
import com.aegispay.payments.gateway.GatewayCapabilities.Fee;
import com.aegispay.payments.payment.Terms;
import com.aegispay.payments.payment.Terms.Ability;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The three gateways of the sandbox, and how they differ. */
public enum SandboxHouse {
  ALPHA("eu", 120, 10, 20, true),
  BETA("us", 180, 20, 35, true),
  GAMMA("apac", 250, 25, 50, false);

  private static final Duration HOLD_LASTS = Duration.ofDays(7);
  private static final Duration CHALLENGE_LASTS = Duration.ofMinutes(30);

  private final String region;
  private final int basisPoints;
  private final int fixedMinor;
  private final int typicalMs;
  private final boolean capturesOften;

  SandboxHouse(
      String region, int basisPoints, int fixedMinor, int typicalMs, boolean capturesOften) {
    this.region = region;
    this.basisPoints = basisPoints;
    this.fixedMinor = fixedMinor;
    this.typicalMs = typicalMs;
    this.capturesOften = capturesOften;
  }

  /** The gateway's name, as {@code sandbox_alpha}. */
  public String gatewayName() {
    return "sandbox_" + name().toLowerCase(Locale.ROOT);
  }

  public static Optional<SandboxHouse> named(String gateway) {
    return Arrays.stream(values()).filter(house -> house.gatewayName().equals(gateway)).findFirst();
  }

  /** Test money only, every currency and brand. */
  public GatewayCapabilities capabilities() {
    Set<Ability> can =
        capturesOften
            ? EnumSet.allOf(Ability.class)
            : EnumSet.complementOf(EnumSet.of(Ability.MULTIPLE_CAPTURES));
    return new GatewayCapabilities(
        false,
        region,
        Set.of(),
        Set.of(),
        new Terms(can, HOLD_LASTS, CHALLENGE_LASTS),
        new Fee(basisPoints, fixedMinor));
  }

  /** How long an answer takes where the configuration says nothing. */
  public Duration typicalLatency() {
    return Duration.ofMillis(typicalMs);
  }
}
