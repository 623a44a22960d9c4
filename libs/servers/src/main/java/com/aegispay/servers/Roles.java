package com.aegispay.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The schemas and roles of {@code deploy/postgres/roles.sql}. */
public final class Roles {
  public static final List<String> SCHEMAS =
      List.of("merchant", "payment", "fraud", "settlement", "notification", "analytics", "sandbox");
  public static final String RELAY = "outbox_relay";

  /** Schemas with row-level security by merchant: what works for all merchants has a role there. */
  public static final List<String> WORKER_SCHEMAS = List.of("payment");

  /** May read every table, and write none. */
  public static final String AUDITOR = "auditor";

  private Roles() {}

  /** The role that owns a schema's tables and runs its migrations. */
  public static String owner(String schema) {
    return schema + "_owner";
  }

  /** The role that the running service connects as. */
  public static String service(String schema) {
    return schema + "_service";
  }

  /** The role that works for all merchants. */
  public static String worker(String schema) {
    return schema + "_worker";
  }

  /** Every role that logs in. */
  public static List<String> all() {
    return Stream.of(
            SCHEMAS.stream().flatMap(schema -> Stream.of(owner(schema), service(schema))),
            WORKER_SCHEMAS.stream().map(Roles::worker),
            Stream.of(RELAY, AUDITOR))
        .flatMap(names -> names)
        .toList();
  }

  /**
   * Makes the schemas in the connection's database and the roles, or brings existing ones up to
   * date.
   *
   * @param passwordOf the password of each role, by its name
   */
  public static void apply(Connection admin, UnaryOperator<String> passwordOf) throws SQLException {
    try (var setting = admin.prepareStatement("select set_config(?, ?, false)");
        var statement = admin.createStatement()) {
      for (String role : all()) {
        setting.setString(1, "aegispay.password_" + role);
        setting.setString(2, passwordOf.apply(role));
        setting.execute();
      }
      statement.execute(script());
      for (String role : all()) {
        setting.setString(1, "aegispay.password_" + role);
        setting.setString(2, "");
        setting.execute();
      }
    }
  }

  private static String script() {
    try (var in = Roles.class.getResourceAsStream("roles.sql")) {
      if (in == null) {
        throw new IllegalStateException("roles.sql was not packaged");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
