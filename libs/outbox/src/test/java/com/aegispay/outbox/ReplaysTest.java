package com.aegispay.outbox;

import static com.aegispay.outbox.Settlement.arrived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.outbox.Inbox.Receipt;
import com.aegispay.outbox.Replays.FailedAgain;
import com.aegispay.outbox.Replays.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;

class ReplaysTest {
  private final Settlement service = new Settlement();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private volatile boolean broken = true;
  private volatile Runnable whileApplying = () -> {};
  private final Replays replays = replays();

  private Replays replays() {
    var feeds = new Feeds(Map.of(), service.inbox, meters, ObservationRegistry.NOOP);
    assertThat(feeds.listen(Feed.batches("settlement-service", this::apply, "payments")))
        .isNotNull();
    return new Replays(service.jdbc, service.inbox, feeds, meters);
  }

  private void apply(List<ReceivedEvent> events) {
    for (ReceivedEvent event : events) {
      if (broken && event.subject().startsWith("bad") && event.sequence() >= 2) {
        throw new IllegalArgumentException("secret");
      }
      service.apply(event);
      whileApplying.run();
    }
  }

  private Receipt receive(String subject, long from, long to) {
    return service.inbox.receive(
        LongStream.rangeClosed(from, to).mapToObj(n -> arrived(subject, n)).toList(), this::apply);
  }

  private static LetterChoice of(String subject) {
    return new LetterChoice(null, null, null, subject);
  }

  private double openLetters() {
    return meters.get("aegispay.feed.dead_letters").gauge().value();
  }

  @Test
  void aSubjectsLettersAreAppliedInTheirOrderAndItsNextEventsAfterThem() {
    assertThat(receive("bad_1", 1, 4)).isEqualTo(new Receipt(1, 0, 0, 3));
    assertThat(receive("bad_1", 5, 5).deadLetters()).isOne();
    assertThat(openLetters()).isEqualTo(4);
    broken = false;

    assertThat(replays.replay(of("bad_1"))).isEqualTo(new Outcome(4, List.of()));

    assertThat(openLetters()).isZero();
    assertThat(receive("bad_1", 5, 7)).isEqualTo(new Receipt(2, 1, 0, 0));
    assertThat(service.effectsOn("bad_1")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(replays.replay(of("bad_1"))).isEqualTo(new Outcome(0, List.of()));
  }

  @Test
  void aLetterThatFailsAgainStaysWithItsNewErrorAndHoldsUpItsSubjectOnly() {
    assertThat(receive("bad_2", 1, 3).deadLetters()).isEqualTo(2);
    assertThat(receive("bad_3", 2, 2).deadLetters()).isOne();
    String first = letter("bad_2", 2);
    assertThat(set("update dead_letters set error = 'of another release'")).isEqualTo(3);

    Outcome outcome = replays.replay(new LetterChoice(null, Settlement.MERCHANT, null, null));

    assertThat(outcome.applied()).isZero();
    assertThat(outcome.failed())
        .extracting(FailedAgain::subject)
        .containsExactlyInAnyOrder("bad_2", "bad_3");
    assertThat(outcome.failed()).extracting(FailedAgain::id).contains(first);
    assertThat(outcome.failed())
        .allSatisfy(
            failed ->
                assertThat(failed.error())
                    .contains("IllegalArgumentException")
                    .doesNotContain("secret"));
    assertThat(text("select error from dead_letters where id = '%s'".formatted(first)))
        .contains("IllegalArgumentException");
    assertThat(service.effectsOn("bad_2")).containsExactly(1L);
    assertThat(service.received("bad_2")).containsExactly(1L);
  }

  @Test
  void aLetterOfAnEventThatWasAppliedMeanwhileChangesNothing() {
    assertThat(receive("bad_4", 1, 2).deadLetters()).isOne();
    broken = false;
    assertThat(set("update inbox_positions set upto = 2 where subject = 'bad_4'")).isOne();

    assertThat(replays.replay(of("bad_4")).applied()).isOne();

    assertThat(service.effectsOn("bad_4")).containsExactly(1L);
  }

  @Test
  void aRecordThatIsNoEventCanOnlyBeDiscarded() {
    assertThat(
            service
                .inbox
                .bury(new DeadLetter("", "payments", 0, 0, "noise", null, "x", "not an event"))
                .deadLetters())
        .isOne();

    assertThat(replays.replay(of("noise")).failed().getFirst().error()).contains("discarded");
    assertThat(replays.discard(of("noise"), "it came from a test")).isOne();

    assertThat(text("select resolution from dead_letters where subject = 'noise'"))
        .isEqualTo("discarded: it came from a test");
    assertThat(openLetters()).isZero();
  }

  @Test
  void whatFollowsADiscardedLetterIsAppliedAfterAGap() {
    assertThat(receive("bad_5", 1, 2).deadLetters()).isOne();
    assertThat(replays.discard(of("bad_5"), "refunded by hand")).isOne();
    broken = false;

    assertThat(receive("bad_5", 3, 3)).isEqualTo(new Receipt(1, 0, 1, 0));
    assertThat(service.effectsOn("bad_5")).containsExactly(1L, 3L);
  }

  /** The feed brings the next event while the last letter is being applied. */
  @Test
  void anEventThatArrivesDuringAReplayIsAppliedAfterItOrBuriedAndReplayed() throws Exception {
    for (int round = 0; round < 5; round++) {
      String subject = "bad_6" + round;
      broken = true;
      assertThat(receive(subject, 1, 3).deadLetters()).isEqualTo(2);
      broken = false;
      var applying = new CountDownLatch(1);
      whileApplying = applying::countDown;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Receipt> next =
            threads.submit(
                () -> {
                  assertThat(applying.await(10, TimeUnit.SECONDS)).isTrue();
                  return receive(subject, 4, 5);
                });
        assertThat(replays.replay(of(subject)).failed()).isEmpty();
        assertThat(next.get().gaps()).isZero();
      }
      assertThat(replays.replay(of(subject)).failed()).isEmpty();
      assertThat(service.effectsOn(subject)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  /** Nothing of the subject was ever applied, so there is no position that both would lock. */
  @Test
  void whatArrivesWhileTheFirstLetterIsResolvedWaitsForItAndIsNotBuriedBehindIt() throws Exception {
    assertThat(receive("bad_7", 2, 2).deadLetters()).isOne();
    broken = false;
    var next = new CompletableFuture<Receipt>();
    whileApplying =
        () -> {
          whileApplying = () -> {};
          Thread.ofVirtual().start(() -> next.complete(receiveAsKafkaBringsIt("bad_7", 3, 4)));
          await().until(() -> next.isDone() || waitsForALock());
        };

    assertThat(replays.replay(of("bad_7"))).isEqualTo(new Outcome(1, List.of()));

    assertThat(next.get(10, TimeUnit.SECONDS).deadLetters()).isZero();
    assertThat(service.effectsOn("bad_7")).containsExactly(2L, 3L, 4L);
    assertThat(openLetters()).isZero();
  }

  /** Again after passing trouble. */
  private Receipt receiveAsKafkaBringsIt(String subject, long from, long to) {
    try {
      return receive(subject, from, to);
    } catch (ConcurrencyFailureException e) {
      return receive(subject, from, to);
    }
  }

  private boolean waitsForALock() {
    return service
        .jdbc
        .sql(
            """
            select exists (select from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock')
            """)
        .query(Boolean.class)
        .single();
  }

  private String letter(String subject, long sequence) {
    return text(
        "select id from dead_letters where subject = '%s' and sequence = %d"
            .formatted(subject, sequence));
  }

  private String text(String sql) {
    return service.jdbc.sql(sql).query(String.class).single();
  }

  private int set(String sql) {
    return service.jdbc.sql(sql).update();
  }
}
