package com.aegispay.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings dead letters back, for operators: a subject's in their order, each through the feed's own
 * handler and in the transaction of its effect. Metric: {@code aegispay.feed.dead_letters}, the
 * open ones.
 */
public final class Replays {
  private static final Logger log = LoggerFactory.getLogger(Replays.class);
  private static final String NO_EVENT = "not an event: it cannot be applied, only discarded";

  private final PostgresDeadLetters letters;
  private final Inbox inbox;
  private final Feeds feeds;

  public Replays(JdbcClient jdbc, Inbox inbox, Feeds feeds, MeterRegistry meters) {
    this.letters = new PostgresDeadLetters(jdbc);
    this.inbox = inbox;
    this.feeds = feeds;
    var _ =
        Gauge.builder("aegispay.feed.dead_letters", letters, PostgresDeadLetters::open)
            .register(meters);
  }

  /**
   * What became of a replay.
   *
   * @param applied letters that are resolved now
   * @param failed the letters that failed again; those behind them were not tried
   */
  public record Outcome(int applied, List<FailedAgain> failed) {}

  public record FailedAgain(String id, String subject, String error) {}

  /** Applies the open letters of every subject that has one of the chosen. */
  public Outcome replay(LetterChoice choice) {
    int applied = 0;
    List<FailedAgain> failed = new ArrayList<>();
    for (Subject subject : letters.subjects(choice)) {
      Optional<PostgresDeadLetters.Open> first = letters.first(subject);
      while (first.isPresent()) {
        PostgresDeadLetters.Open letter = first.get();
        Optional<String> error = replay(subject, letter);
        if (error.isPresent()) {
          failed.add(new FailedAgain(letter.id(), subject.id(), error.get()));
          break;
        }
        applied++;
        first = letters.first(subject);
      }
    }
    log.info("{} dead letters replayed, {} subjects failed again", applied, failed.size());
    return new Outcome(applied, List.copyOf(failed));
  }

  private Optional<String> replay(Subject subject, PostgresDeadLetters.Open letter) {
    ReceivedEvent event = letter.event();
    if (event == null) {
      return Optional.of(NO_EVENT);
    }
    try {
      var _ = inbox.replay(letter.id(), event, feeds.handlerOf(subject.topic()));
      return Optional.empty();
    } catch (RuntimeException e) {
      String error = Trouble.describe(e);
      log.warn("Dead letter {} of {} failed again: {}", letter.id(), subject.id(), error);
      letters.failedAgain(letter, error);
      return Optional.of(error);
    }
  }

  /**
   * Closes the chosen letters without their effect. The events of their subjects behind them may
   * then be applied; consumers see a gap.
   *
   * @return how many were open
   */
  public int discard(LetterChoice choice, String reason) {
    return letters.discard(choice, reason);
  }
}
