package com.aegispay.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StatesDocumentTest {

  private static final Path PAGE = Path.of("../docs/payment-states.md");

  /** The table that the platform was designed by. */
  private static final String DESIGN =
      """
      initiated -> requires_action processing cancelled failed
      requires_action -> processing failed cancelled expired
      processing -> authorized captured failed
      authorized -> captured cancelled expired
      captured -> completed refund_initiated partially_refunded failed
      completed -> refund_initiated partially_refunded
      refund_initiated -> refunded partially_refunded captured completed
      partially_refunded -> refund_initiated completed
      failed -> initiated
      """;

  /** Where the law leaves that table; the reasons are in docs/adr/0017 and 0018. */
  private static final String NOT_TAKEN =
      """
      initiated -> requires_action
      captured -> failed
      """;

  private static final String ADDED =
      """
      processing -> requires_action cancelled
      captured -> refunded
      completed -> captured refunded
      partially_refunded -> captured refunded
      refunded -> captured completed partially_refunded
      """;

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String text = StatesDocument.text();
    if (Boolean.getBoolean("aegispay.docs.write")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/payment-states.md is stale: -Daegispay.docs.write=true writes it anew")
        .isEqualTo(text);
  }

  @Test
  void theArrowsAreTheDesignsWithTheDocumentedDifferences() {
    Map<String, Set<String>> expected = arrows(DESIGN);
    arrows(NOT_TAKEN).forEach((from, to) -> expected.getOrDefault(from, Set.of()).removeAll(to));
    arrows(ADDED)
        .forEach((from, to) -> expected.computeIfAbsent(from, none -> new TreeSet<>()).addAll(to));
    Map<String, Set<String>> actual = new TreeMap<>();
    StatesDocument.arrows()
        .forEach(
            (from, to) -> {
              Set<String> names = new TreeSet<>();
              to.forEach(status -> names.add(status.wireName()));
              actual.put(from.wireName(), names);
            });
    assertThat(actual).isEqualTo(expected);
  }

  private static Map<String, Set<String>> arrows(String table) {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (String line : table.strip().split("\n")) {
      String[] sides = line.split(" -> ");
      arrows.put(sides[0], new TreeSet<>(Set.of(sides[1].split(" "))));
    }
    return arrows;
  }
}
