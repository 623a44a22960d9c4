package com.aegispay.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a schema distributes by merchant as it is. Citus asks of a distributed table that every
 * unique key and every foreign key contain the distribution column, and that no foreign key point
 * from a table that is copied to each node to one that is distributed (Citus documentation,
 * "Determining the distribution column" and "SQL support").
 */
public final class ShardingRules {

  private static final String KEYS =
      """
      select t.relname as table_name, c.conname as key_name, c.contype::text as type,
        array(select a.attname::text from unnest(c.conkey) with ordinality k (number, place)
              join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
              order by k.place) as columns
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where t.relnamespace = ?::regnamespace and c.contype in ('p', 'u', 'f', 'x')
      union all
      select t.relname, i.relname, 'i',
        array(select a.attname::text from unnest(x.indkey) with ordinality k (number, place)
              join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
              order by k.place)
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      where t.relnamespace = ?::regnamespace and x.indisunique
        and not exists (select from pg_constraint c where c.conindid = x.indexrelid)
      """;

  private static final String TABLES_WITHOUT_KEY =
      """
      select t.relname from pg_class t
      where t.relnamespace = ?::regnamespace and t.relkind in ('r', 'p')
        and not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'p')
      """;

  private ShardingRules() {}

  /**
   * What keeps the schema of a database from being distributed; empty when nothing does.
   *
   * @param copied tables that each node has a copy of, because they are read before the merchant is
   *     known, and Flyway's own
   */
  public static List<String> violations(TestDatabase database, Set<String> copied)
      throws SQLException {
    List<String> violations = new ArrayList<>();
    try (Connection admin = database.connectAsAdmin()) {
      try (var query = admin.prepareStatement(KEYS)) {
        query.setString(1, database.schema());
        query.setString(2, database.schema());
        var key = query.executeQuery();
        while (key.next()) {
          var columns = List.of((String[]) key.getArray("columns").getArray());
          String table = key.getString("table_name");
          if (!copied.contains(table)) {
            check(table, key.getString("key_name"), key.getString("type"), columns, violations);
          }
        }
      }
      try (var query = admin.prepareStatement(TABLES_WITHOUT_KEY)) {
        query.setString(1, database.schema());
        var table = query.executeQuery();
        while (table.next()) {
          violations.add(table.getString(1) + " has no primary key");
        }
      }
    }
    return violations;
  }

  private static void check(
      String table, String key, String type, List<String> columns, List<String> violations) {
    if (type.equals("p") && !columns.getFirst().equals("merchant_id")) {
      violations.add("the primary key of " + table + " does not start with merchant_id");
    } else if (!columns.contains("merchant_id")) {
      violations.add(key + " of " + table + " does not contain merchant_id");
    }
  }
}
