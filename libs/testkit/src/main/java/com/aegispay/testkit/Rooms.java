package com.aegispay.testkit;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who sees whom inside a service, as a table:
 *
 * <pre>{@code
 * Rooms.check("com.aegispay.payments", """
 *     payment ->
 *     routing -> payment
 *     store   -> payment routing
 *     """);
 * }</pre>
 *
 * A room is a package right below the service's, with everything below it. The service's own
 * package (its main class) sees every room, and no room sees it. The table and the code must agree:
 * a row or a target without a room and a room without a row fail as well.
 */
public final class Rooms {
  private final String base;
  private final Map<String, Set<String>> sees = new LinkedHashMap<>();

  private Rooms(String base, String table) {
    this.base = base;
    table.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::addRow);
  }

  /** Fails with everything that the table does not allow, one line each. */
  public static void check(String basePackage, String table) {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(basePackage);
    check(basePackage, table, classes);
  }

  static void check(String basePackage, String table, JavaClasses classes) {
    List<String> violations = new Rooms(basePackage, table).violations(classes);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "Rooms of "
              + basePackage
              + " ("
              + violations.size()
              + "):\n"
              + String.join("\n", violations));
    }
  }

  private void addRow(String line) {
    String[] row = line.split("->", -1);
    if (row.length != 2) {
      throw new IllegalArgumentException("not a row like 'store -> payment routing': " + line);
    }
    var targets = new TreeSet<String>();
    for (String target : row[1].strip().split("\\s+", -1)) {
      if (!target.isEmpty()) {
        targets.add(target);
      }
    }
    if (sees.put(row[0].strip(), targets) != null) {
      throw new IllegalArgumentException("two rows for " + row[0].strip());
    }
  }

  private List<String> violations(JavaClasses classes) {
    var violations = new ArrayList<String>();
    Set<String> rooms =
        classes.stream().flatMap(type -> roomOf(type).stream()).collect(toCollection(TreeSet::new));
    if (classes.isEmpty()) {
      violations.add("there is no class in " + base);
    }
    sees.forEach(
        (room, targets) -> {
          if (!rooms.contains(room)) {
            violations.add("the row '" + room + "' names no room");
          }
          targets.stream()
              .filter(target -> !rooms.contains(target))
              .forEach(
                  target ->
                      violations.add(
                          "the row '" + room + "' sees '" + target + "', which is no room"));
        });
    rooms.stream()
        .filter(room -> !sees.containsKey(room))
        .forEach(room -> violations.add("the room '" + room + "' has no row"));
    for (JavaClass type : classes) {
      type.getDirectDependenciesFromSelf().stream()
          .filter(this::forbidden)
          .map(Dependency::getDescription)
          .forEach(violations::add);
    }
    return violations;
  }

  private boolean forbidden(Dependency dependency) {
    Optional<String> from = roomOf(dependency.getOriginClass());
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (from.isEmpty() || !isInside(target)) {
      return false;
    }
    Optional<String> to = roomOf(target);
    return to.isEmpty()
        || !(to.equals(from) || sees.getOrDefault(from.get(), Set.of()).contains(to.get()));
  }

  private boolean isInside(JavaClass type) {
    return (type.getPackageName() + ".").startsWith(base + ".");
  }

  /** Empty for the service's own package. */
  private Optional<String> roomOf(JavaClass type) {
    if (!isInside(type) || type.getPackageName().equals(base)) {
      return Optional.empty();
    }
    String below = type.getPackageName().substring(base.length() + 1);
    int dot = below.indexOf('.');
    return Optional.of(dot < 0 ? below : below.substring(0, dot));
  }
}
