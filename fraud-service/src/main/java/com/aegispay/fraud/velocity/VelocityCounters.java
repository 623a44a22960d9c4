package com.aegispay.fraud.velocity;

import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.rules.PaymentFacts.Card;
import com.aegispay.fraud.rules.PaymentFacts.Customer;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.rules.SeenCard;
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
import java.util.stream.Collectors;
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

  /** So that a script stays short: Redis does nothing else meanwhile. */
  private static final int LEARNT_AT_ONCE = 200;

  /** For each key four arguments: the window in ms, since when it counts, when, and whom to add. */
  private static final String SEE =
      """
      local seen = {}
      for i, key in ipairs(KEYS) do
        local window, since, at, member = ARGV[4 * i - 3], ARGV[4 * i - 2], ARGV[4 * i - 1], ARGV[4 * i]
        if member ~= '' then
          redis.call('ZADD', key, at, member)
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
    Windows windows = new Windows(payment.scope());
    windows.add("card", fingerprint, TEN_MINUTES, id, now);
    windows.add("customer", customer.id(), HOUR, id, now);
    windows.add("ip", customer.ip(), TEN_MINUTES, id, now);
    windows.add("email", customer.email(), HOUR, id, now);
    windows.add("cards-of-customer", person, DAY, fingerprint, now);
    windows.add("customers-of-card", person == null ? null : fingerprint, DAY, person, now);
    windows.add("cards-of-ip", customer.ip(), HOUR, fingerprint, now);
    windows.look("failures", fingerprint, HOUR, now);
    windows.look("approvals", fingerprint, QUARTER, now);
    List<Long> counts = see(windows);
    if (counts == null) {
      return new Velocity.Unavailable();
    }
    long[] seen = windows.inOrder(counts);
    return new Velocity.Counted(
        seen[0], seen[1], seen[2], seen[3], seen[4], seen[5], seen[6], seen[7], seen[8]);
  }

  /** Payments with these cards failed at their gateways or were approved. */
  public void learn(List<SeenCard> cards) {
    var byScope = cards.stream().collect(Collectors.groupingBy(SeenCard::scope));
    byScope.forEach(
        (scope, seen) -> {
          for (int from = 0; from < seen.size(); from += LEARNT_AT_ONCE) {
            var windows = new Windows(scope);
            seen.subList(from, Math.min(seen.size(), from + LEARNT_AT_ONCE)).forEach(windows::add);
            var _ = see(windows);
          }
        });
  }

  /** Opens the connections that the first payment would otherwise wait for. */
  public void connect() {
    var _ = threads.submit(() -> eval(new Windows(Scope.PLATFORM)));
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

    private static final Integer NOWHERE = -1;

    private final String prefix;
    private final List<Object> keys = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    /** Of what was added: which key it became. */
    private final List<Integer> places = new ArrayList<>();

    Windows(Scope scope) {
      this.prefix = "fraud:{" + scope.merchantId() + "}:" + (scope.livemode() ? "live:" : "test:");
    }

    /**
     * Adds to a window of whom or what. Nothing is added for a member that is not known, and Redis
     * is not asked about a window of nobody.
     */
    void add(
        String what, @Nullable String of, Duration window, @Nullable String member, Instant at) {
      places.add(of == null ? NOWHERE : keys.size());
      if (of == null) {
        return;
      }
      long atMs = at.toEpochMilli();
      keys.add(prefix + what + ":" + Hashed.of(of));
      arguments.add(Long.toString(window.toMillis()));
      arguments.add(Long.toString(atMs - window.toMillis()));
      arguments.add(Long.toString(atMs));
      arguments.add(member == null ? "" : Hashed.of(member));
    }

    /** The counts of all that was added; nobody was seen never. */
    long[] inOrder(List<Long> counts) {
      return places.stream()
          .mapToLong(place -> place.equals(NOWHERE) ? 0 : counts.get(place))
          .toArray();
    }

    void add(SeenCard card) {
      Instant at = card.outcome().at();
      switch (card.outcome().kind()) {
        case APPROVED -> add("approvals", card.fingerprint(), QUARTER, "card", at);
        case FAILED -> add("failures", card.fingerprint(), HOUR, card.outcome().payment(), at);
      }
    }

    void look(String what, String of, Duration window, Instant at) {
      add(what, of, window, null, at);
    }
  }
}
