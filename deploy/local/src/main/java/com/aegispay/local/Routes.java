package com.aegispay.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The routing table of {@code deploy/routes.yaml}. */
public final class Routes {
  /**
   * What a service might read as another path than the one that was routed: dot segments, empty
   * segments, path parameters, and slashes, dots or backslashes in disguise.
   */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("//|/\\.{1,2}(/|$)|;|\\\\|%(2f|2e|5c|3b|25|00)", Pattern.CASE_INSENSITIVE);

  private final List<Row> rows;

  private Routes(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Where a request goes.
   *
   * @param path the path at the service
   */
  record Target(String service, String path) {}

  private record Row(PathPattern pattern, String service, @Nullable String as) {}

  /** The table that was packaged. */
  public static Routes packaged() throws IOException {
    try (var in = Routes.class.getResourceAsStream("routes.yaml")) {
      if (in == null) {
        throw new IOException("routes.yaml was not packaged");
      }
      return read(in);
    }
  }

  /** Refuses rows with anything but {@code path}, {@code service} and {@code as}. */
  static Routes read(InputStream yaml) {
    Map<String, List<Map<String, String>>> table =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    var rows = new ArrayList<Row>();
    for (Map<String, String> row : table.getOrDefault("routes", List.of())) {
      String path = row.get("path");
      String service = row.get("service");
      int known = row.containsKey("as") ? 3 : 2;
      if (path == null || service == null || row.size() != known) {
        throw new IllegalArgumentException("not a row of the routing table: " + row);
      }
      rows.add(new Row(PathPatternParser.defaultInstance.parse(path), service, row.get("as")));
    }
    return new Routes(rows);
  }

  /**
   * The service that answers this path.
   *
   * @param path as it was sent, still percent-encoded
   */
  Optional<Target> find(String path) {
    if (AMBIGUOUS.matcher(path).find()) {
      return Optional.empty();
    }
    PathContainer parsed = PathContainer.parsePath(path);
    return rows.stream()
        .filter(row -> row.pattern().matches(parsed))
        .findFirst()
        .map(row -> new Target(row.service(), row.as() == null ? path : row.as()));
  }

  /** The services that the table names. */
  List<String> services() {
    return rows.stream().map(Row::service).distinct().toList();
  }
}
