package com.aegispay.fraud.velocity;

import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.rules.PaymentFacts.Card;
import com.aegispay.fraud.rules.PaymentFacts.Customer;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.rules.Velocity;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sliding windows in Redis, all of a payment's in one round trip. A window is a sorted set of what
 * was seen by when it was last seen; seen again, it counts once. A window keeps its newest 1,000
 * members: no rule needs to tell more apart.
 *
 * <p>Keys name the merchant and the mode (test and live never mix, and a merchant's keys share a
 * slot of a Redis cluster) and only a hash of the customer's data.
 *
 * <p>While Redis does not answer in time the counters say so, a circuit breaker spares the waiting,
 * and what happens meanwhile is not counted later: windows are short.
 */
public final class VelocityCounters implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VelocityCounters.class);

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration QUARTER = Duration.ofDays(90);

  /** For each key three arguments: the window in ms, since when it counts, and whom to add. */
  private static final String SEE =
      """
      local seen = {}
      for i, key in ipairs(KEYS) do
        local window, since, member = ARGV[3 * i - 1], ARGV[3 * i], ARGV[3 * i + 1]
        if member ~= '' then
          redis.call('ZADD', key, ARGV[1], member)
          redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. since)
          redis.call('ZREMRANGEBYRANK', key, 0, -1001)
          redis.call('PEXPIRE', key, window)
        end
        seen[i] = redis.call('ZCOUNT', key, since, '+inf')
      end
      return seen
      """;

  private final RedissonClient redis;
  private final CircuitBreaker breaker;
  private final Duration timeout;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param timeout how long a payment waits for its counts
   */
  public VelocityCounters(RedissonClient redis, CircuitBreaker breaker, Duration timeout) {
    this.redis = redis;
    this.breaker = breaker;
    this.timeout = timeout;
  }

  /** Counts a payment that is asked for now. The same payment again does not count again. */
  public Velocity count(PaymentFacts payment, Instant now) {
    String id = payment.payment();
    Card card = payment.card();
    Customer customer = payment.customer();
    String fingerprint = card.fingerprint();
    String person = customer.id() != null ? customer.id() : customer.email();
    Windows windows = new Windows(payment.scope(), now);
    windows.add("card", fingerprint, TEN_MINUTES, id);
    windows.add("customer", customer.id(), HOUR, id);
    windows.add("ip", customer.ip(), TEN_MINUTES, id);
    windows.add("email", customer.email(), HOUR, id);
    windows.add("cards-of-customer", person, DAY, fingerprint);
    windows.add("customers-of-card", person == null ? null : fingerprint, DAY, person);
    windows.add("cards-of-ip", customer.ip(), HOUR, fingerprint);
    windows.look("failures", fingerprint, HOUR);
    windows.look("approvals", fingerprint, QUARTER);
    List<Long> seen = see(windows);
    return seen == null
        ? new Velocity.Unavailable()
        : new Velocity.Counted(
            seen.get(0),
            seen.get(1),
            seen.get(2),
            seen.get(3),
            seen.get(4),
            seen.get(5),
            seen.get(6),
            seen.get(7),
            seen.get(8));
  }

  /** A payment with this card failed at its gateway. */
  public void failed(Scope scope, String fingerprint, String payment, Instant at) {
    Windows windows = new Windows(scope, at);
    windows.add("failures", fingerprint, HOUR, payment);
    var _ = see(windows);
  }

  /** A payment with this card was approved. */
  public void approved(Scope scope, String fingerprint, Instant at) {
    Windows windows = new Windows(scope, at);
    windows.add("approvals", fingerprint, QUARTER, "card");
    var _ = see(windows);
  }

  /** Opens the connections that the first payment would otherwise wait for. */
  public void connect() {
    var _ = threads.submit(() -> eval(new Windows(Scope.PLATFORM, Instant.EPOCH)));
  }

  /** On a thread of its own: Redisson waits longer than its time-outs while it connects. */
  private @Nullable List<Long> see(Windows windows) {
    try {
      return breaker.executeCallable(
          () -> threads.submit(() -> eval(windows)).get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (CallNotPermittedException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (Exception e) {
      LOG.warn("velocity is not counted: Redis does not answer ({})", e.getClass().getSimpleName());
      return null;
    }
  }

  private List<Long> eval(Windows windows) {
    return redis
        .getScript(StringCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_WRITE,
            SEE,
            RScript.ReturnType.LIST,
            List.copyOf(windows.keys),
            windows.arguments.toArray());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** The script's keys and arguments. */
  private static final class Windows {

    private final String prefix;
    private final long nowMs;
    private final List<Object> keys = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    Windows(Scope scope, Instant now) {
      this.prefix = "fraud:{" + scope.merchantId() + "}:" + (scope.livemode() ? "live:" : "test:");
      this.nowMs = now.toEpochMilli();
      arguments.add(Long.toString(nowMs));
    }

    /** Adds to a window of whom or what; nothing is added where one of them is not known. */
    void add(String what, @Nullable String of, Duration window, @Nullable String member) {
      keys.add(prefix + what + ":" + (of == null ? "unknown" : Hashed.of(of)));
      arguments.add(Long.toString(window.toMillis()));
      arguments.add(Long.toString(nowMs - window.toMillis()));
      arguments.add(of == null || member == null ? "" : Hashed.of(member));
    }

    void look(String what, String of, Duration window) {
      add(what, of, window, null);
    }
  }
}
