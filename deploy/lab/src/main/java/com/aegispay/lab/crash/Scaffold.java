package com.aegispay.lab.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Carries sentences out several at once, in their order as far as no two wait for the same process:
 * the next victim dies while the former is still coming back.
 */
final class Scaffold {

  /** Kills one victim and brings it back. */
  interface Hand {
    Kill carryOut(Sentence sentence) throws IOException, InterruptedException;

    /** The names of the processes that it may strike. */
    Set<String> mayStrike(Sentence sentence);
  }

  private final Hand hand;
  private final List<Sentence> waiting;
  private final Set<String> struck = new HashSet<>();
  private final List<Kill> done = new ArrayList<>();

  private Scaffold(List<Sentence> sentences, Hand hand) {
    this.waiting = new ArrayList<>(sentences);
    this.hand = hand;
  }

  /** All of them, in the order of their moments; returns when every victim is back. */
  static List<Kill> carryOut(List<Sentence> sentences, int atOnce, Hand hand)
      throws IOException, InterruptedException {
    var scaffold = new Scaffold(sentences, hand);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> lanes = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        lanes.add(
            threads.submit(
                () -> {
                  scaffold.work();
                  return scaffold;
                }));
      }
      for (Future<?> lane : lanes) {
        var _ = lane.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException told ? told : new IOException(e.getCause());
    }
    return scaffold.done.stream().sorted(Comparator.comparing(Kill::at)).toList();
  }

  private void work() throws IOException, InterruptedException {
    for (Sentence next = take(); next != null; next = take()) {
      @Nullable Kill kill = null;
      try {
        kill = hand.carryOut(next);
      } finally {
        release(next, kill);
      }
    }
  }

  private synchronized @Nullable Sentence take() throws InterruptedException {
    while (!waiting.isEmpty()) {
      for (Sentence sentence : waiting) {
        Set<String> those = hand.mayStrike(sentence);
        if (Collections.disjoint(struck, those)) {
          struck.addAll(those);
          waiting.remove(sentence);
          return sentence;
        }
      }
      wait();
    }
    return null;
  }

  /** After one that failed nothing more is begun. */
  private synchronized void release(Sentence sentence, @Nullable Kill kill) {
    struck.removeAll(hand.mayStrike(sentence));
    if (kill == null) {
      waiting.clear();
    } else {
      done.add(kill);
    }
    notifyAll();
  }
}
