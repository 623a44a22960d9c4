package com.aegispay.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table is written by hand: state-matrix.txt says what is wanted, the law what is done. */
class StateMatrixTest {

  private static final Path TABLE = Path.of("src/test/resources/state-matrix.txt");

  @Test
  void everyCommandInEveryStateDoesWhatTheTableSaysAndTheTableMissesNone() throws IOException {
    List<String> lines = new ArrayList<>();
    Situations.all()
        .forEach(
            (situation, payment) ->
                Situations.commands()
                    .forEach(
                        (name, command) ->
                            lines.add(
                                "%-28s | %-21s | %s"
                                    .formatted(
                                        situation,
                                        name,
                                        Situations.outcome(payment, command.apply(payment))))));
    assertThat(lines).isEqualTo(Files.readAllLines(TABLE));
  }

  @Test
  void theTableHasEveryState() {
    assertThat(Situations.all().values().stream().map(Payment::status).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Status.values());
  }

  @Test
  void theTableHasEveryCommandAndEveryOutcome() {
    Payment unknown = Situations.all().get("processing, unknown");
    var commands = new TreeSet<String>();
    var outcomes = new TreeSet<String>();
    for (var make : Situations.commands().values()) {
      PaymentCommand command = make.apply(unknown);
      commands.add(command.getClass().getSimpleName());
      if (command instanceof PaymentCommand.Answer answer) {
        outcomes.add(answer.outcome().getClass().getSimpleName());
      }
    }
    assertThat(commands).isEqualTo(names(PaymentCommand.class));
    assertThat(outcomes).isEqualTo(names(Outcome.class));
  }

  private static Set<String> names(Class<?> permitting) {
    return Arrays.stream(permitting.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
