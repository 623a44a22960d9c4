package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.keyring.Keyring;
import com.aegispay.notification.Receiver.Call;
import com.aegispay.notification.Receiver.Reply;
import com.aegispay.notification.flow.SendWebhook;
import com.aegispay.notification.flow.Sending;
import com.aegispay.notification.outbound.HttpSender;
import com.aegispay.notification.store.Claim;
import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.store.SendingQueue;
import com.aegispay.notification.webhook.Attempt;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.notification.webhook.Delivery.Status;
import com.aegispay.notification.webhook.Ladder;
import com.aegispay.notification.webhook.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who sends, how much at a time, and what is left when a sender dies. */
class SendingTest {

  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Notifications service = Notifications.get();
  private final SendingQueue queue = service.bean(SendingQueue.class);
  private final Sending sending = service.bean(Sending.class);
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    if (!sending.isRunning()) {
      sending.start();
    }
    receiver.close();
  }

  @Test
  void two_senders_deliver_each_event_once() {
    var merchant = service.merchant(receiver.url(), "*");
    Sending second =
        new Sending(
            queue,
            service.bean(SendWebhook.class),
            service.clock,
            service.bean(Sending.Pace.class),
            "second");
    second.start();
    try {
      for (int i = 0; i < 60; i++) {
        var _ = service.paymentEvent(merchant, "payment.captured");
        second.wake();
      }
      await().until(() -> receiver.calls().size() >= 60 && allSucceeded(merchant));
    } finally {
      second.stop();
    }
    assertThat(receiver.calls()).extracting(Call::id).doesNotHaveDuplicates().hasSize(60);
    assertThat(service.deliveries(merchant)).allMatch(delivery -> delivery.attempts().size() == 1);
  }

  @Test
  void what_a_dead_sender_had_claimed_is_sent_when_its_lease_ends() {
    var merchant = service.merchant(receiver.url(), "*");
    sending.stop();
    var event = service.paymentEvent(merchant, "payment.captured");
    assertThat(claimed(merchant)).hasSize(1);
    assertThat(claimed(merchant)).isEmpty();
    service.clock.advance(LEASE.minusSeconds(5));
    assertThat(claimed(merchant)).isEmpty();

    service.clock.advance(Duration.ofSeconds(6));
    sending.start();

    Delivery delivery = service.ended(merchant);
    assertThat(delivery.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(delivery.attempts()).extracting(Attempt::number).containsExactly(2);
    assertThat(receiver.calls()).extracting(Call::id).containsExactly(event.id());
  }

  @Test
  void a_sender_that_comes_back_after_its_lease_cannot_undo_what_followed() {
    var merchant = service.merchant(receiver.url(), "*");
    sending.stop();
    var _ = service.paymentEvent(merchant, "payment.captured");
    Claim late = claimed(merchant).getFirst();
    service.clock.advance(LEASE.plusSeconds(1));
    Claim next = claimed(merchant).getFirst();
    Instant now = service.clock.instant();

    queue.record(late, failure(late, now), new Verdict.Exhausted(), now);
    assertThat(newest(merchant).status()).isEqualTo(Status.PENDING);
    assertThat(newest(merchant).isBeingSent(now)).isTrue();

    queue.record(next, failure(next, now), new Verdict.Again(now.plusSeconds(60)), now);
    assertThat(newest(merchant).attempts()).hasSize(2);
    assertThat(newest(merchant).dueAt()).isAfter(now);
  }

  @Test
  void a_sender_that_comes_back_with_a_success_ends_the_delivery() {
    var merchant = service.merchant(receiver.url(), "*");
    sending.stop();
    var _ = service.paymentEvent(merchant, "payment.captured");
    Claim late = claimed(merchant).getFirst();
    service.clock.advance(LEASE.plusSeconds(1));
    Claim next = claimed(merchant).getFirst();
    Instant now = service.clock.instant();

    queue.record(
        late, new Attempt(late.attempt(), now, 1, 200, null, ""), new Verdict.Succeeded(), now);
    queue.record(next, failure(next, now), new Verdict.Again(now), now);

    assertThat(newest(merchant).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void a_slow_endpoint_gets_a_few_at_a_time_and_holds_up_nobody() {
    var release = new CountDownLatch(1);
    receiver.answering(
        _ -> {
          awaitUninterrupted(release);
          return Reply.of(200);
        });
    var slow = service.merchant(receiver.url(), "*");
    try (var quick = new Receiver()) {
      for (int i = 0; i < 20; i++) {
        var _ = service.paymentEvent(slow, "payment.captured");
      }
      var other = service.merchant(quick.url(), "*");
      var _ = service.paymentEvent(other, "payment.captured");

      assertThat(service.ended(other).status()).isEqualTo(Status.SUCCEEDED);
      List<Delivery> held = service.deliveries(slow);
      assertThat(held).noneMatch(delivery -> delivery.status() == Status.SUCCEEDED);
      Instant now = service.clock.instant();
      assertThat(held.stream().filter(delivery -> delivery.isBeingSent(now)))
          .hasSizeBetween(1, service.bean(Sending.Pace.class).perEndpoint());
    } finally {
      release.countDown();
    }
    await().until(() -> receiver.calls().size() >= 20);
  }

  @Test
  void an_endpoint_that_cannot_be_read_holds_up_nobody() {
    sending.stop();
    var broken = service.merchant(receiver.url(), "*");
    var other = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(broken, "payment.captured");
    var _ = service.paymentEvent(other, "payment.captured");
    assertThat(secretsAre(broken, "{}")).isEqualTo(1);
    sending.start();

    assertThat(service.ended(other).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(newest(broken).status()).isEqualTo(Status.PENDING);

    assertThat(secretsAre(broken, "[]")).isEqualTo(1);
    service.clock.advance(LEASE);
    await().until(() -> newest(broken).attempts().size() == 1);
  }

  @Test
  void a_defect_ends_neither_the_loop_nor_a_place_and_its_message_is_not_logged() {
    sending.stop();
    var merchant = service.merchant(receiver.url(), "*");
    var _ = service.paymentEvent(merchant, "payment.captured");
    var faultyQueue = new FaultyQueue(service);
    Sending faulty =
        new Sending(
            faultyQueue,
            new SendWebhook(
                faultyQueue,
                service.bean(HttpSender.class),
                service.bean(Keyring.class),
                service.bean(Ladder.class),
                service.clock,
                new SplittableRandom(1),
                service.bean(MeterRegistry.class)),
            service.clock,
            new Sending.Pace(1, 1, LEASE, Duration.ofMillis(20)),
            "faulty");
    PrintStream out = System.out;
    PrintStream err = System.err;
    var printed = new ByteArrayOutputStream();
    try (var copy = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(copy);
      System.setErr(copy);
      faulty.start();
      await().until(() -> faultyQueue.defects.get() == 2);
      service.clock.advance(LEASE);
      await().until(() -> newest(merchant).status() == Status.SUCCEEDED);
    } finally {
      faulty.stop();
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("java.lang.IllegalStateException at com.aegispay.notification.SendingTest")
        .contains("is not written down")
        .doesNotContain(Notifications.SECRET);
  }

  /** Has a defect in its first claim and its first record; the message quotes a secret. */
  private static final class FaultyQueue extends SendingQueue {

    final AtomicInteger defects = new AtomicInteger();

    FaultyQueue(Notifications service) {
      super(
          service.bean(JdbcClient.class),
          service.bean(TransactionTemplate.class),
          service.bean(Endpoints.class));
    }

    @Override
    public List<Claim> claim(Instant now, int limit, int places, Duration lease) {
      if (defects.compareAndSet(0, 1)) {
        throw new IllegalStateException(Notifications.SECRET);
      }
      return super.claim(now, limit, places, lease);
    }

    @Override
    public void record(Claim claim, Attempt attempt, Verdict verdict, Instant now) {
      if (defects.compareAndSet(1, 2)) {
        throw new IllegalStateException(Notifications.SECRET);
      }
      super.record(claim, attempt, verdict, now);
    }
  }

  private int secretsAre(Notifications.Merchant merchant, String secrets) {
    return service.execute(
        "update endpoints set secrets = '%s' where endpoint_id = '%s'"
            .formatted(secrets, merchant.endpoint()));
  }

  private List<Claim> claimed(Notifications.Merchant merchant) {
    return queue.claim(service.clock.instant(), 1000, 8, LEASE).stream()
        .filter(claim -> claim.webhook().merchantId().equals(merchant.id()))
        .toList();
  }

  private static Attempt failure(Claim claim, Instant now) {
    return new Attempt(claim.attempt(), now, 1, null, "timeout", null);
  }

  private Delivery newest(Notifications.Merchant merchant) {
    return service.deliveries(merchant).getFirst();
  }

  private boolean allSucceeded(Notifications.Merchant merchant) {
    return service.deliveries(merchant).stream().allMatch(d -> d.status() == Status.SUCCEEDED);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
