package com.aegispay.simulation;

import com.aegispay.payments.store.DuePayments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Due payments as one process reaches them. */
record SimulatedDuePayments(Nature nature, Life life, Database database) implements DuePayments {

  @Override
  public List<Due> take(Instant now, Duration lease, int limit) {
    List<Due> taken = new ArrayList<>();
    Instant until = now.plus(lease);
    nature.storeChange(
        life,
        () -> {
          database.payments.values().stream()
              .filter(stored -> stored.dueAt != null && !stored.dueAt.isAfter(now))
              .sorted(Comparator.comparing(stored -> Objects.requireNonNull(stored.dueAt)))
              .limit(limit)
              .forEach(
                  stored -> {
                    taken.add(
                        new Due(stored.payment.details().merchant(), stored.payment.id(), until));
                    database.due(stored, until);
                  });
          return true;
        });
    return taken;
  }

  @Override
  public void putBack(Due due, @Nullable Instant at) {
    nature.storeChange(
        life,
        () -> {
          Database.Stored stored = Objects.requireNonNull(database.payments.get(due.payment()));
          if (due.until().equals(stored.dueAt)) {
            database.due(stored, at);
          }
          return true;
        });
  }
}
