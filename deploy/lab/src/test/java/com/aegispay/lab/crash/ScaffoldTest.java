package com.aegispay.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScaffoldTest {

  private static final int MANY = 100;

  private final List<Sentence> sentences = Sentence.draw(MANY, new Random(1));

  /** One process of each victim. */
  private interface OneEach extends Scaffold.Hand {
    @Override
    default Set<String> mayStrike(Sentence sentence) {
      return Set.of(sentence.casualty().victim());
    }
  }

  @Test
  void all_are_carried_out_and_no_two_on_the_same_process_at_once() throws Exception {
    Set<String> struck = ConcurrentHashMap.newKeySet();
    OneEach hand =
        sentence -> {
          assertThat(struck.add(sentence.casualty().victim())).isTrue();
          TimeUnit.MILLISECONDS.sleep(1);
          assertThat(struck.remove(sentence.casualty().victim())).isTrue();
          return kill(sentence);
        };
    assertThat(Scaffold.carryOut(sentences, 3, hand))
        .extracting(Kill::number)
        .containsExactlyInAnyOrderElementsOf(sentences.stream().map(Sentence::number).toList());
  }

  @Test
  void the_next_victim_dies_while_the_former_is_coming_back() throws Exception {
    // Lets nobody through before three are struck together.
    var together = new CountDownLatch(3);
    OneEach hand =
        sentence -> {
          together.countDown();
          assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
          return kill(sentence);
        };
    assertThat(Scaffold.carryOut(sentences, 3, hand)).hasSize(MANY);
  }

  @Test
  void nothing_more_is_begun_after_a_victim_did_not_come_back() {
    var begun = new AtomicInteger();
    OneEach hand =
        sentence -> {
          if (begun.incrementAndGet() == 2) {
            throw new IOException("it did not start");
          }
          return kill(sentence);
        };
    assertThatThrownBy(() -> Scaffold.carryOut(sentences, 1, hand))
        .isInstanceOf(IOException.class)
        .hasMessage("it did not start");
    assertThat(begun).hasValue(2);
  }

  private static Kill kill(Sentence sentence) {
    return new Kill(
        sentence.number(), sentence.casualty(), "any", true, 0, Instant.now(), Duration.ZERO);
  }
}
