package com.aegispay.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A payment's statements as a pgbench script. Parameters go over the wire as parameters, with the
 * sizes that they had; what has to be new in each payment (its ids, its key) is a number instead.
 *
 * @param values pgbench's variables
 * @param statements without those that tell the merchant
 */
record FloorScript(String text, Map<String, String> values, int statements) {

  private static final Pattern PLACE = Pattern.compile("\\$([0-9]+)(::[a-z]+\\[\\])?");
  private static final Pattern FRESH =
      Pattern.compile("(pay|att|evt)_[0-9A-Z]{26}|[0-9a-f]{8}-[0-9]+");

  static FloorScript of(List<Logged> sent) {
    var maker = new Maker();
    var script = new StringBuilder();
    int statements = 0;
    boolean told = false;
    for (Logged one : sent) {
      boolean tells = one.sql().startsWith("select set_config");
      if (tells) {
        script.append("\\startpipeline\n");
      }
      script.append(maker.filled(one)).append(";\n");
      if (told) {
        script.append("\\endpipeline\n");
      }
      told = tells;
      statements += tells ? 0 : 1;
    }
    if (statements == 0) {
      throw new IllegalStateException("payment-service was not seen to send a statement");
    }
    return new FloorScript(maker.fresh() + script, maker.values, statements);
  }

  /** Gives each value its variable. */
  private static final class Maker {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> fresh = new LinkedHashMap<>();

    Maker() {
      values.put("n", "0");
    }

    String fresh() {
      var text = new StringBuilder("\\set n :n + 1\n");
      int number = 1;
      for (String name : fresh.values()) {
        text.append(
            "\\set %s %d000000000000000000 + :client_id * 1000000000000 + :n\n"
                .formatted(name, number++ % 9));
      }
      return text.toString();
    }

    String filled(Logged statement) {
      Matcher place = PLACE.matcher(statement.sql());
      var sql = new StringBuilder();
      while (place.find()) {
        @Nullable String value = statement.parameters().get(Integer.parseInt(place.group(1)) - 1);
        @Nullable String array = place.group(2);
        String filled =
            value == null
                ? "null"
                : array != null && anyFresh(value) ? array(value) : scalar(value);
        place.appendReplacement(
            sql, Matcher.quoteReplacement(filled + (array == null ? "" : array)));
      }
      place.appendTail(sql);
      return sql.toString();
    }

    private boolean anyFresh(String array) {
      return elements(array).stream().anyMatch(element -> FRESH.matcher(element).matches());
    }

    private String array(String array) {
      return elements(array).stream()
          .map(element -> element.equals("NULL") ? "null" : scalar(element))
          .collect(Collectors.joining(", ", "array[", "]"));
    }

    private String scalar(String value) {
      if (FRESH.matcher(value).matches()) {
        return ":" + fresh.computeIfAbsent(value, _ -> "f" + fresh.size());
      }
      String name = "v" + values.size();
      values.put(name, value);
      return ":" + name;
    }

    /** Ids need no quotes, and only arrays of ids are taken apart. */
    private static List<String> elements(String array) {
      var elements = new ArrayList<String>();
      for (String element : array.substring(1, array.length() - 1).split(",", -1)) {
        elements.add(
            element.startsWith("\"") && element.endsWith("\"") && element.length() > 1
                ? element.substring(1, element.length() - 1)
                : element);
      }
      return elements;
    }
  }
}
