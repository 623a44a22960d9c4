package com.aegispay.payments.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Terms;
import com.aegispay.payments.vault.CardDetails;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The guard with the configuration that the service runs with. */
class GuardedGatewayTest {

  private static final GatewayAnswer APPROVED = new GatewayAnswer.Approved("ch_1");
  private static final GatewayAnswer DECLINED =
      new GatewayAnswer.Declined("card_declined", "generic_decline", "no");
  private static final GatewayAnswer UNKNOWN = new GatewayAnswer.Unknown("timeout");
  private static final GatewayAnswer SOFT = new GatewayAnswer.SoftFailure("down", "down");

  @Test
  void a_gateway_that_keeps_failing_is_not_asked_any_more_and_the_answer_says_nothing_happened() {
    for (GatewayAnswer failure : new GatewayAnswer[] {UNKNOWN, SOFT}) {
      withScripted(
          scripted -> {
            scripted.answer = () -> failure;
            repeat(20, () -> assertThat(scripted.ask()).isEqualTo(failure));

            assertThat(scripted.ask())
                .isInstanceOfSatisfying(
                    GatewayAnswer.SoftFailure.class,
                    kept -> assertThat(kept.code()).isEqualTo("breaker_open"));
            assertThat(scripted.asked.get()).isEqualTo(20);
            assertThat(scripted.guard().breaker()).isEqualTo("open");
            assertThat(scripted.guard().health().score()).isZero();
            assertThat(scripted.guard().inquire(new AttemptId("att_1"), Duration.ofSeconds(1)))
                .isEqualTo(new Inquiry.NeverSeen());
          });
    }
  }

  @Test
  void declines_never_open_the_breaker() {
    withScripted(
        scripted -> {
          scripted.answer = () -> DECLINED;
          repeat(100, () -> assertThat(scripted.ask()).isEqualTo(DECLINED));

          assertThat(scripted.guard().health().score()).isEqualTo(100);
          assertThat(scripted.guard().health().breaker()).isEqualTo("closed");
        });
  }

  @Test
  void the_health_tells_the_share_of_definite_answers_and_how_long_they_took() {
    withScripted(
        scripted -> {
          assertThat(scripted.guard().health())
              .isEqualTo(new GatewayHealth(100, null, null, null, null, "closed"));
          repeat(3, () -> assertThat(scripted.ask()).isEqualTo(APPROVED));
          scripted.answer = () -> UNKNOWN;
          assertThat(scripted.ask()).isEqualTo(UNKNOWN);

          GatewayHealth health = scripted.guard().health();
          assertThat(health.successRate()).isEqualTo(0.75);
          assertThat(health.score()).isEqualTo(75);
          assertThat(health.p50()).isPositive();
          assertThat(health.p99()).isGreaterThanOrEqualTo(health.p50());
        });
  }

  @Test
  void an_open_breaker_probes_by_itself_and_closes_after_good_answers() {
    withScripted(
        scripted -> {
          CircuitBreaker breaker = scripted.breaker();
          assertThat(
                  breaker
                      .getCircuitBreakerConfig()
                      .isAutomaticTransitionFromOpenToHalfOpenEnabled())
              .isTrue();
          breaker.transitionToOpenState();
          breaker.transitionToHalfOpenState();
          assertThat(scripted.guard().health().score()).isEqualTo(50);

          repeat(5, () -> assertThat(scripted.ask()).isEqualTo(APPROVED));

          assertThat(scripted.guard().health().breaker()).isEqualTo("closed");
        });
  }

  @Test
  void more_calls_than_the_bulkhead_takes_are_refused_without_being_sent() {
    CountDownLatch release = new CountDownLatch(1);
    withScripted(
        scripted -> {
          int most = scripted.mostCalls();
          CountDownLatch inside = new CountDownLatch(most);
          scripted.answer =
              () -> {
                inside.countDown();
                try {
                  release.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return APPROVED;
              };
          try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < most; i++) {
              threads.execute(() -> assertThat(scripted.ask()).isEqualTo(APPROVED));
            }
            inside.await();
            assertThat(scripted.ask())
                .isInstanceOfSatisfying(
                    GatewayAnswer.SoftFailure.class,
                    busy -> assertThat(busy.code()).isEqualTo("gateway_busy"));
            release.countDown();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          assertThat(scripted.asked.get()).isEqualTo(most);
          assertThat(scripted.guard().health().score()).isEqualTo(100);
        });
  }

  private static void withScripted(Consumer<Scripted> test) {
    Scripted scripted = new Scripted();
    new ApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withPropertyValues("spring.config.name=payment-service")
        .withConfiguration(
            AutoConfigurations.of(
                CircuitBreakerAutoConfiguration.class, BulkheadAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(Gateway.class, () -> scripted)
        .withUserConfiguration(GatewayWiring.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              scripted.guards = context.getBean(Gateways.class);
              scripted.breakers = context.getBean(CircuitBreakerRegistry.class);
              scripted.bulkheads = context.getBean(BulkheadRegistry.class);
              test.accept(scripted);
            });
  }

  private static void repeat(int times, Runnable what) {
    for (int i = 0; i < times; i++) {
      what.run();
    }
  }

  /** Answers what it is told to, and counts. */
  private static final class Scripted implements Gateway {

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Supplier<GatewayAnswer> answer = () -> APPROVED;
    private @Nullable Gateways guards;
    private @Nullable CircuitBreakerRegistry breakers;
    private @Nullable BulkheadRegistry bulkheads;

    GuardedGateway guard() {
      return Objects.requireNonNull(guards).find(name()).orElseThrow();
    }

    int mostCalls() {
      return Objects.requireNonNull(bulkheads)
          .bulkhead(name())
          .getBulkheadConfig()
          .getMaxConcurrentCalls();
    }

    CircuitBreaker breaker() {
      return Objects.requireNonNull(breakers).circuitBreaker(name());
    }

    GatewayAnswer ask() {
      CardDetails card = new CardDetails("4242424242424242", YearMonth.of(2034, 1), null, null);
      return guard()
          .authorize(
              new Charge(
                  new AttemptId("att_1"),
                  Money.of(1, "EUR"),
                  true,
                  card,
                  null,
                  Duration.ofSeconds(1)));
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public GatewayCapabilities capabilities() {
      return new GatewayCapabilities(
          false,
          "eu",
          Set.of(),
          Set.of(),
          new Terms(Set.of(), Duration.ofDays(7), Duration.ofMinutes(30)),
          new GatewayCapabilities.Fee(0, 0));
    }

    @Override
    public GatewayAnswer authorize(Charge charge) {
      asked.incrementAndGet();
      return answer.get();
    }

    @Override
    public GatewayAnswer capture(FollowUp capture) {
      return answer.get();
    }

    @Override
    public GatewayAnswer cancel(FollowUp cancel) {
      return answer.get();
    }

    @Override
    public GatewayAnswer withdraw(FollowUp withdrawal) {
      return answer.get();
    }

    @Override
    public GatewayAnswer refund(FollowUp refund) {
      return answer.get();
    }

    @Override
    public Inquiry inquire(AttemptId attempt, Duration timeout) {
      return new Inquiry.NeverSeen();
    }

    @Override
    public GatewayNotice read(byte[] body, Function<String, @Nullable String> header) {
      return new GatewayNotice.NotGenuine();
    }
  }
}
