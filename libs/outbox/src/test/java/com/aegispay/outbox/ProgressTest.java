package com.aegispay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.outbox.Progress.Verdict;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final int HISTORIES = 2_000;
  private static final int ARRIVALS = 60;
  private static final int SEQUENCES = 20;

  /** Any arrivals, in any order and any number of times, with the row written and read between. */
  @Test
  void itRemembersExactlyTheSequencesThatWereTaken() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      Progress progress = Progress.of(0, null, false);
      Set<Long> taken = new HashSet<>();
      for (int arrival = 0; arrival < ARRIVALS; arrival++) {
        long sequence = random.nextLong(1, SEQUENCES + 1);

        Verdict verdict = progress.take(sequence);

        assertThat(verdict == Verdict.DUPLICATE)
            .as("seed %d", seed)
            .isEqualTo(!taken.add(sequence));
        if (random.nextBoolean()) {
          progress = Progress.of(progress.upto(), progress.missing(), false);
        }
      }
    }
  }

  @Test
  void aJumpIsAGapAndWhatComesLateFillsIt() {
    Progress progress = Progress.of(2, "{}", false);

    assertThat(progress.take(6)).isEqualTo(Verdict.AFTER_GAP);
    assertThat(progress.missing()).isEqualTo("{[3,6)}");
    assertThat(progress.take(4)).isEqualTo(Verdict.FRESH);
    assertThat(progress.missing()).isEqualTo("{[3,4),[5,6)}");
    assertThat(progress.take(3)).isEqualTo(Verdict.FRESH);
    assertThat(progress.take(5)).isEqualTo(Verdict.FRESH);
    assertThat(progress.missing()).isEqualTo("{}");
    assertThat(progress.upto()).isEqualTo(6);
  }

  @Test
  void aBlockedSubjectTakesNothingNewAndKnowsWhatItHad() {
    Progress progress = Progress.of(5, "{[2,4)}", true);

    assertThat(progress.take(6)).isEqualTo(Verdict.BLOCKED);
    assertThat(progress.take(3)).isEqualTo(Verdict.BLOCKED);
    assertThat(progress.take(4)).isEqualTo(Verdict.DUPLICATE);
    assertThat(progress.changed()).isFalse();
  }
}
