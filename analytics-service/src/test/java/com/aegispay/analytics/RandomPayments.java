package com.aegispay.analytics;

import com.aegispay.outbox.ReceivedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** Payments that went every way a payment can go, the same for the same seed. */
final class RandomPayments {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD");
  private static final List<String> GATEWAYS = List.of("sandbox_alpha", "sandbox_beta");

  private final Random random;

  RandomPayments(long seed) {
    this.random = new Random(seed);
  }

  List<PaymentStory> stories(List<String> merchants, int count) {
    List<PaymentStory> stories = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stories.add(
          told(
              new PaymentStory(
                  any(merchants),
                  random.nextInt(4) == 0,
                  "pay_%04d".formatted(i),
                  any(CURRENCIES),
                  amount(),
                  START.plus(Duration.ofMinutes(random.nextInt(5 * 24 * 60))))));
    }
    return stories;
  }

  /** All events, each payment's in its order, some of them twice. */
  List<ReceivedEvent> delivered(List<PaymentStory> stories) {
    List<Queue<ReceivedEvent>> waiting = new ArrayList<>();
    stories.forEach(story -> waiting.add(new ArrayDeque<>(story.events)));
    List<ReceivedEvent> delivered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Queue<ReceivedEvent> one = any(waiting);
      delivered.add(one.remove());
      if (random.nextInt(10) == 0) {
        delivered.add(any(delivered));
      }
      if (one.isEmpty()) {
        waiting.removeIf(Queue::isEmpty);
      }
    }
    return delivered;
  }

  int batchSize() {
    return 1 + random.nextInt(60);
  }

  private PaymentStory told(PaymentStory story) {
    if (random.nextInt(10) == 0) {
      return story.failed();
    }
    story.processing(any(GATEWAYS));
    if (random.nextInt(5) == 0) {
      story.processing(any(GATEWAYS));
    }
    switch (random.nextInt(6)) {
      case 0 -> {
        return story.failed();
      }
      case 1 -> {
        return story.authorized().cancelled();
      }
      case 2 -> story.authorized().captured(amount()).captured(amount());
      case 3 -> {
        return story;
      }
      default -> story.authorized().captured(amount());
    }
    if (random.nextInt(4) == 0) {
      story.disputed();
    }
    if (random.nextBoolean()) {
      story.settled();
    }
    while (story.captured > story.refunded && random.nextInt(3) > 0) {
      long left = story.captured - story.refunded;
      long part = random.nextInt(3) == 0 ? left : 1 + random.nextLong(left);
      story.refundCreated(part);
      if (random.nextInt(4) == 0) {
        story.refundFailed(part);
      } else {
        story.refundSucceeded(part);
      }
    }
    return story;
  }

  private long amount() {
    return 1 + random.nextLong(random.nextInt(20) == 0 ? 1_000_000_000_000L : 50_000L);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
