package com.aegispay.audit;

import com.aegispay.audit.Finding.Found;
import java.util.ArrayList;
import java.util.List;

/**
 * An invariant that PostgreSQL can check with sets.
 *
 * @param counted counts what is looked at
 * @param broken selects {@code ids, expected, actual, look} of each violation; {@code look} is a
 *     query, or a command line that does not begin with {@code select}
 */
record SqlCheck(String name, String promise, String counted, String broken) implements Check {

  @Override
  public Found look(Snapshot snapshot) {
    long looked = snapshot.count(counted);
    List<Violation> shown = new ArrayList<>();
    long[] total = {0};
    snapshot.read(
        "select v.*, count(*) over () as total from (" + broken + ") v limit " + SHOWN,
        row -> {
          total[0] = row.getLong("total");
          shown.add(
              new Violation(
                  row.getString("ids"),
                  String.valueOf(row.getString("expected")),
                  String.valueOf(row.getString("actual")),
                  snapshot.command(row.getString("look"))));
        });
    return new Found(looked, total[0], shown);
  }
}
