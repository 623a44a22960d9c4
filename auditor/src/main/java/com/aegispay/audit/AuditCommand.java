package com.aegispay.audit;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program behind {@code ./aegispay audit}. Ends with 0 when every promise holds, 1 when not, 2
 * when it could not look.
 */
public final class AuditCommand {

  private static final String PASSWORD = "AEGISPAY_AUDIT_PASSWORD";
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");
  private static final int COULD_NOT_LOOK = 2;

  private AuditCommand() {}

  /**
   * {@code --url JDBC --user NAME --kafka BOOTSTRAP [--settle 30s] [--since 1h] [--patience 2m]
   * [--json]}; the password is in the environment.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv(PASSWORD), System.out, System.err));
  }

  static int run(String[] arguments, @Nullable String password, PrintStream out, PrintStream err) {
    try {
      Map<String, String> given = parse(arguments);
      Report report = Audit.run(sources(given, password), options(given), line -> say(err, line));
      out.print(given.containsKey("json") ? json(report) + "\n" : report.text());
      out.flush();
      return report.exitCode();
    } catch (Audit.CouldNotLook | IllegalArgumentException e) {
      err.println(e.getMessage());
      return COULD_NOT_LOOK;
    }
  }

  private static void say(PrintStream err, String line) {
    err.println("  .. " + line);
    err.flush();
  }

  private static Sources sources(Map<String, String> given, @Nullable String password) {
    if (password == null || password.isEmpty()) {
      throw new IllegalArgumentException(
          PASSWORD + " is not set: it holds the password of the role that --user names.");
    }
    return new Sources(
        required(given, "url"),
        given.getOrDefault("user", "auditor"),
        password,
        Map.of("bootstrap.servers", required(given, "kafka")));
  }

  private static Options options(Map<String, String> given) {
    String since = given.get("since");
    return new Options(
        time(given.getOrDefault("settle", "0s")),
        since == null ? null : time(since),
        time(given.getOrDefault("patience", "2m")));
  }

  private static Map<String, String> parse(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--json" -> given.put("json", "");
        case "--url", "--user", "--kafka", "--settle", "--since", "--patience" -> {
          if (i + 1 == arguments.length) {
            throw new IllegalArgumentException(arguments[i] + " needs a value.");
          }
          given.put(arguments[i].substring(2), arguments[i + 1]);
          i++;
        }
        default ->
            throw new IllegalArgumentException(
                "There is no option "
                    + arguments[i]
                    + "; there are --settle 30s, --since 1h, --patience 2m and --json.");
      }
    }
    return given;
  }

  private static String required(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing.");
    }
    return value;
  }

  private static Duration time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 30s, 10m or 2h.");
    }
    long many = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(many);
      case "s" -> Duration.ofSeconds(many);
      case "m" -> Duration.ofMinutes(many);
      case "h" -> Duration.ofHours(many);
      default -> Duration.ofDays(many);
    };
  }

  private static String json(Report report) {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(report);
  }
}
