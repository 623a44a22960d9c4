package com.aegispay.simulation;

import com.aegispay.payments.gateway.Charge;
import com.aegispay.payments.gateway.FollowUp;
import com.aegispay.payments.gateway.Gateway;
import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.gateway.GatewayCapabilities;
import com.aegispay.payments.gateway.GatewayNotice;
import com.aegispay.payments.gateway.Inquiry;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Terms;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gateway as one process reaches it, over a network that loses and delays. */
record SimulatedGateway(Nature nature, Life life, House house, int basisPoints) implements Gateway {

  private static final Terms TERMS =
      new Terms(EnumSet.allOf(Terms.Ability.class), Duration.ofDays(7), Duration.ofMinutes(30));

  @Override
  public String name() {
    return house.name;
  }

  @Override
  public GatewayCapabilities capabilities() {
    return new GatewayCapabilities(
        false, "here", Set.of(), Set.of(), TERMS, new GatewayCapabilities.Fee(basisPoints, 10));
  }

  @Override
  public GatewayAnswer authorize(Charge charge) {
    return call(
        charge.timeout(),
        () -> house.authorize(charge.attempt(), charge.amount(), charge.capture()),
        new GatewayAnswer.Unknown("timeout"));
  }

  @Override
  public GatewayAnswer capture(FollowUp capture) {
    return followUp(Kind.CAPTURE, capture);
  }

  @Override
  public GatewayAnswer cancel(FollowUp cancel) {
    return followUp(Kind.CANCEL, cancel);
  }

  @Override
  public GatewayAnswer withdraw(FollowUp withdrawal) {
    return followUp(Kind.WITHDRAW, withdrawal);
  }

  @Override
  public GatewayAnswer refund(FollowUp refund) {
    return followUp(Kind.REFUND, refund);
  }

  private GatewayAnswer followUp(Kind kind, FollowUp asked) {
    return call(
        asked.timeout(), () -> house.followUp(kind, asked), new GatewayAnswer.Unknown("timeout"));
  }

  @Override
  public Inquiry inquire(AttemptId attempt, Duration timeout) {
    return call(timeout, () -> house.inquire(attempt), new Inquiry.StillUnknown("timeout"));
  }

  /** What arrives is acted on, whether or not the caller still waits, or lives. */
  private <T> T call(Duration timeout, Supplier<T> act, T silence) {
    World world = nature.world();
    nature.step(life);
    long timeoutMicros = timeout.toNanos() / 1000;
    Weather weather = nature.weather();
    boolean arrives = !world.chance(weather.silence() / 2);
    boolean heard = !world.chance(weather.silence() / 2);
    var rung = new World.Bell();
    var answer = new Answer<T>();
    if (arrives) {
      world.in(
          travel(timeoutMicros),
          () -> {
            T said = act.get();
            if (heard) {
              world.in(
                  travel(timeoutMicros),
                  () -> {
                    answer.said = said;
                    world.ring(rung);
                  });
            }
          });
    }
    boolean _ = world.await(rung, timeoutMicros);
    nature.step(life);
    return answer.said == null ? silence : answer.said;
  }

  private static final class Answer<T> {
    private @Nullable T said;
  }

  private long travel(long timeoutMicros) {
    World world = nature.world();
    return world.chance(nature.weather().late())
        ? world.between(timeoutMicros / 2, 20 * timeoutMicros)
        : world.between(20_000, 150_000);
  }

  @Override
  public GatewayNotice read(byte[] body, Function<String, @Nullable String> header) {
    throw new UnsupportedOperationException("webhooks come as they are meant");
  }
}
