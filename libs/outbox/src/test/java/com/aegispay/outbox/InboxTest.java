package com.aegispay.outbox;

import static com.aegispay.outbox.Settlement.arrived;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.outbox.Inbox.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final Settlement service = new Settlement();

  private static Receipt receive(ReceivedEvent... events) {
    return service.inbox.receive(List.of(events), fresh -> service.apply(fresh));
  }

  @Test
  void anEventIsAppliedOnceHoweverOftenItArrives() {
    assertThat(receive(arrived("once", 1), arrived("once", 1), arrived("once", 2)))
        .isEqualTo(new Receipt(2, 1, 0, 0));
    assertThat(receive(arrived("once", 2), arrived("once", 3), arrived("once", 1)))
        .isEqualTo(new Receipt(1, 2, 0, 0));

    assertThat(service.effectsOn("once")).containsExactly(1L, 2L, 3L);
    assertThat(service.received("once")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void nothingIsReceivedWhoseEffectDidNotCommit() {
    assertThatThrownBy(
            () ->
                service.inbox.receive(
                    List.of(arrived("away", 1)),
                    event -> {
                      service.apply(event);
                      throw new UncheckedIOException(new IOException("the network is away"));
                    }))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(service.effectsOn("away")).isEmpty();
    assertThat(service.received("away")).isEmpty();
    assertThat(service.buried("away")).isEmpty();

    assertThat(receive(arrived("away", 1))).isEqualTo(new Receipt(1, 0, 0, 0));
  }

  @Test
  void oneBadEventStopsItsOwnSubjectOnly() {
    for (long sequence : LongStream.rangeClosed(1, 12).toArray()) {
      assertThat(receive(arrived("bad", sequence)).applied()).isEqualTo(1);
    }

    Receipt receipt =
        receive(
            arrived("good", 1),
            arrived("bad", 13),
            arrived("good", 2),
            arrived("bad", 14),
            arrived("good", 3));

    assertThat(receipt).isEqualTo(new Receipt(3, 0, 0, 2));
    assertThat(service.effectsOn("good")).containsExactly(1L, 2L, 3L);
    assertThat(service.effectsOn("bad")).doesNotContain(13L, 14L);
    assertThat(service.buried("bad")).containsExactly(13L, 14L);
  }

  @Test
  void laterEventsWaitBehindAnOpenDeadLetterAndGoOnWhenItIsResolved() {
    assertThat(receive(arrived("stuck", 13)).deadLetters()).isEqualTo(1);
    assertThat(receive(arrived("stuck", 14))).isEqualTo(new Receipt(0, 0, 0, 1));
    assertThat(service.effectsOn("stuck")).isEmpty();

    int resolved =
        service
            .jdbc
            .sql("update dead_letters set resolved_at = now() where subject = 'stuck'")
            .update();

    assertThat(resolved).isEqualTo(2);
    assertThat(receive(arrived("stuck", 15)).applied()).isEqualTo(1);
  }

  @Test
  void anAppliedEventThatComesAgainIsNoDeadLetterOfItsSubject() {
    assertThat(receive(arrived("again", 12)).applied()).isEqualTo(1);
    assertThat(receive(arrived("again", 13)).deadLetters()).isEqualTo(1);

    assertThat(receive(arrived("again", 12))).isEqualTo(new Receipt(0, 1, 0, 0));

    assertThat(service.buried("again")).containsExactly(13L);
  }

  @Test
  void aDeadLetterSaysWhatHappenedAndQuotesNoData() {
    assertThat(receive(arrived("mute", 13)).deadLetters()).isEqualTo(1);

    assertThat(
            service
                .jdbc
                .sql("select error from dead_letters where subject = 'mute'")
                .query(String.class)
                .single())
        .contains("SQLSTATE 23514")
        .contains("Settlement.apply")
        .doesNotContain("insert into", "Failing row", "mute");
  }

  @Test
  void aGapIsToldAndTheEventIsAppliedAllTheSame() {
    assertThat(receive(arrived("gap", 1), arrived("gap", 3), arrived("gap", 4)))
        .isEqualTo(new Receipt(3, 0, 1, 0));

    assertThat(service.effectsOn("gap")).containsExactly(1L, 3L, 4L);
  }

  @Test
  void aRivalsFirstEventOfASubjectIsNotAppliedASecondTime() {
    assertThatThrownBy(
            () ->
                service.transactions.executeWithoutResult(
                    _ -> {
                      var positions = new PostgresPositions(service.jdbc);
                      var subject = new Subject(Settlement.MERCHANT, "payments", "rival");
                      var seen = positions.lock(List.of(subject));
                      assertThat(elsewhere(() -> receive(arrived("rival", 1))).applied()).isOne();
                      assertThat(seen.values())
                          .allMatch(unseen -> unseen.take(1) == Progress.Verdict.FRESH);
                      positions.save(seen);
                    }))
        .matches(Trouble::passes);

    assertThat(service.effectsOn("rival")).containsExactly(1L);
    assertThat(receive(arrived("rival", 1))).isEqualTo(new Receipt(0, 1, 0, 0));
  }

  private static Receipt elsewhere(Callable<Receipt> rival) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(rival).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatTheOldInboxHadAppliedIsKnownToTheNewOne() throws SQLException {
    try (var owner = service.database.connectAsAdmin();
        var statement = owner.createStatement()) {
      statement.execute(
          """
          create schema old;
          set search_path = old;
          create table inbox (merchant_id text, topic text, subject text, sequence bigint,
            received_at timestamptz default now());
          create table dead_letters (merchant_id text);
          insert into inbox select 'mer_1', 'payments', 'a', s, now() from unnest('{1,2,5,8}'::bigint[]) s;
          insert into inbox values ('mer_1', 'payments', 'b', 1)
          """);
      try (var migration =
          InboxTest.class.getResourceAsStream("/db/lib/inbox/V0_6__inbox_positions.sql")) {
        statement.execute(new String(migration.readAllBytes(), UTF_8));
      }
      var rows = statement.executeQuery("select subject, upto, missing::text from inbox_positions");
      Map<String, String> positions = new TreeMap<>();
      while (rows.next()) {
        positions.put(rows.getString(1), rows.getLong(2) + " " + rows.getString(3));
      }
      assertThat(positions).isEqualTo(Map.of("a", "8 {[3,5),[6,8)}", "b", "1 {}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
