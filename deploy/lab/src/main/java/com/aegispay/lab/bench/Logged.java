package com.aegispay.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement as PostgreSQL logged it.
 *
 * @param parameters by position; null is SQL's null
 */
record Logged(String sql, List<@Nullable String> parameters) {

  private static final Pattern ENTRY =
      Pattern.compile("(?m)^@(\\S*) (LOG|DETAIL|STATEMENT|ERROR|HINT|CONTEXT|WARNING):  ");

  private static final Pattern EXECUTE = Pattern.compile("(?s)execute [^:]+: (.*)");
  private static final Pattern PARAMETER =
      Pattern.compile("(?s)\\$[0-9]+ = (NULL|'([^']*+(?:''[^']*+)*+)')(?:, |\\s*$)");

  /** The statements of one role, in their order. */
  static List<Logged> read(String log, String role) {
    var statements = new ArrayList<Logged>();
    Matcher entry = ENTRY.matcher(log);
    int from = -1;
    String user = "";
    String kind = "";
    while (true) {
      boolean found = entry.find();
      if (from >= 0 && user.equals(role)) {
        String text = log.substring(from, found ? entry.start() : log.length()).strip();
        take(kind, text.replace("\n\t", "\n"), statements);
      }
      if (!found) {
        return statements;
      }
      user = entry.group(1);
      kind = entry.group(2);
      from = entry.end();
    }
  }

  private static void take(String kind, String text, List<Logged> statements) {
    Matcher execute = EXECUTE.matcher(text);
    if (kind.equals("LOG") && execute.matches()) {
      statements.add(new Logged(execute.group(1).strip(), List.of()));
    } else if (kind.equals("DETAIL") && !statements.isEmpty()) {
      var parameters = new ArrayList<@Nullable String>();
      Matcher parameter = PARAMETER.matcher(text);
      while (parameter.find()) {
        String quoted = parameter.group(2);
        parameters.add(quoted == null ? null : quoted.replace("''", "'"));
      }
      statements.add(new Logged(statements.removeLast().sql(), parameters));
    }
  }
}
