package com.aegispay.simulation;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.store.OpenAttempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Open attempts as one process reaches them. */
record SimulatedOpenAttempts(Nature nature, Life life, Database database) implements OpenAttempts {

  @Override
  public List<Due> take(Instant now, Duration lease, int limit) {
    List<Due> taken = new ArrayList<>();
    nature.storeChange(
        life,
        () -> {
          database.attempts.entrySet().stream()
              .filter(entry -> entry.getValue().dueAt != null)
              .filter(entry -> !Objects.requireNonNull(entry.getValue().dueAt).isAfter(now))
              .sorted(Comparator.comparing(entry -> Objects.requireNonNull(entry.getValue().dueAt)))
              .limit(limit)
              .forEach(
                  entry -> {
                    taken.add(due(entry.getKey(), entry.getValue()));
                    entry.getValue().asked++;
                    database.due(entry.getValue(), now.plus(lease));
                  });
          return true;
        });
    return taken;
  }

  private static Due due(AttemptId attempt, Database.AttemptRow row) {
    return new Due(row.merchant, row.payment, attempt, row.asked);
  }

  @Override
  public Optional<Due> find(String gateway, AttemptId attempt) {
    nature.storeCall(life);
    return Optional.ofNullable(database.attempts.get(attempt))
        .filter(row -> row.gateway.equals(gateway))
        .map(row -> due(attempt, row));
  }

  @Override
  public Optional<Due> find(AttemptId attempt) {
    nature.storeCall(life);
    return Optional.ofNullable(database.attempts.get(attempt)).map(row -> due(attempt, row));
  }

  @Override
  public void askAgain(Due attempt, @Nullable Instant at) {
    nature.storeChange(
        life,
        () -> {
          Database.AttemptRow row =
              Objects.requireNonNull(database.attempts.get(attempt.attempt()));
          if (row.dueAt != null) {
            database.due(row, at);
            if (at == null) {
              database.left(attempt.attempt());
            }
          }
          return true;
        });
  }
}
