package com.aegispay.lab.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A drawn kill.
 *
 * @param number its place among the drawn, from 1
 * @param lot which of several instances it strikes, where the step does not say
 * @param momentMs how long after the victim is free, if it dies at any moment
 * @param arrival how many times the step is come to, if it dies at one
 */
record Sentence(int number, Casualty casualty, int lot, int momentMs, int arrival) {

  private static final int LATEST_MOMENT_MS = 1_500;
  private static final int LATEST_ARRIVAL = 3;

  /**
   * So many: a deck with every step of every service in it is shuffled and dealt, again and again,
   * so that each comes as often as the next.
   */
  static List<Sentence> draw(int many, Random random) {
    var drawn = new ArrayList<Sentence>();
    while (drawn.size() < many) {
      var shuffled = new ArrayList<>(Casualty.DECK);
      Collections.shuffle(shuffled, random);
      for (Casualty casualty : shuffled) {
        drawn.add(
            new Sentence(
                drawn.size() + 1,
                casualty,
                random.nextInt(Short.MAX_VALUE),
                random.nextInt(LATEST_MOMENT_MS),
                random.nextInt(1, LATEST_ARRIVAL + 1)));
      }
    }
    return List.copyOf(drawn.subList(0, many));
  }
}
