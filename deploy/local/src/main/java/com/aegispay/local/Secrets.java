package com.aegispay.local;

import com.aegispay.servers.Roles;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.random.RandomGenerator;

/** The generated keys and passwords of one installation; they survive restarts. */
public final class Secrets {
  private static final int BYTES = 32;

  private final Properties values;

  private Secrets(Properties values) {
    this.values = values;
  }

  /** Reads the file and adds what it lacks: 256 random bits for each secret. */
  public static Secrets of(Path file, RandomGenerator random) throws IOException {
    var values = new Properties();
    if (Files.exists(file)) {
      values.load(new StringReader(Files.readString(file)));
    }
    int before = values.size();
    values.putIfAbsent("operator_key", "op_" + random(random));
    values.putIfAbsent("internal_key", "int_" + random(random));
    values.putIfAbsent("postgres", random(random));
    Roles.all().forEach(role -> values.putIfAbsent("postgres." + role, random(random)));
    if (values.size() > before) {
      var text = new StringWriter();
      values.store(text, "Generated; to make new ones, ./aegispay reset");
      Installation.writePrivately(file, text.toString());
    }
    return new Secrets(values);
  }

  /** What operators present. */
  public String operatorKey() {
    return named("operator_key");
  }

  /** What the services present to each other. */
  public String internalKey() {
    return named("internal_key");
  }

  /** The password of PostgreSQL's superuser. */
  public String postgresAdmin() {
    return named("postgres");
  }

  /** The password of a PostgreSQL role. */
  public String postgresRole(String role) {
    return named("postgres." + role);
  }

  private String named(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new StartRefused(
          "The file of secrets has no " + name + ": ./aegispay reset makes everything new.");
    }
    return value;
  }

  private static String random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
