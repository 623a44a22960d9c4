package com.aegispay.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The house style where a machine can check it. Each rule says why. */
public final class HouseRules {
  private static final int MAX_LINES = 400;
  private static final int MAX_PARAMETERS = 7;

  private static final Set<String> PROXY_ANNOTATIONS =
      Set.of(
          "Transactional",
          "Retry",
          "Retryable",
          "CircuitBreaker",
          "RateLimiter",
          "Bulkhead",
          "TimeLimiter",
          "Async",
          "Cacheable",
          "CacheEvict",
          "CachePut");

  static final ArchRule NAMES =
      noClasses()
          .should()
          .haveNameMatching(".*(Service|Manager|Helper|Utils?|Impl|Dto|DTO|Mapper)")
          .because("a class is named after what it is in the business");

  static final ArchRule PACKAGES =
      noClasses()
          .that()
          .doNotHaveSimpleName("package-info")
          .should()
          .resideInAnyPackage(
              Stream.of(
                      "service", "impl", "dto", "mapper", "model", "util", "utils", "common",
                      "config", "helper")
                  .map(name -> ".." + name + "..")
                  .toArray(String[]::new))
          .because("rooms are named after the business, not after layers or shapes");

  static final ArchRule CLASS_ANNOTATIONS =
      noClasses()
          .should()
          .beAnnotatedWith(controlFlow())
          .because("proxies hide what matters; write the control flow out");

  static final ArchRule METHOD_ANNOTATIONS =
      noMethods()
          .should()
          .beAnnotatedWith(controlFlow())
          .because("proxies hide what matters; write the control flow out");

  static final ArchRule CONSTRUCTORS =
      noConstructors()
          .that(DescribedPredicate.not(ofRecords()))
          .should(ArchConditions.be(tooLong()))
          .because("a class that needs more has more than one job");

  static final ArchRule TIME =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .because("await a condition instead");

  private static final List<ArchRule> ALL =
      List.of(NAMES, PACKAGES, CLASS_ANNOTATIONS, METHOD_ANNOTATIONS, CONSTRUCTORS, TIME);

  private HouseRules() {}

  /**
   * Checks the classes of a package, tests included, and the source files of the module that the
   * test runs in. Fails with everything that breaks a rule.
   */
  public static void check(String basePackage) {
    JavaClasses classes = new ClassFileImporter().importPackages(basePackage);
    if (classes.isEmpty()) {
      throw new AssertionError("there is no class in " + basePackage);
    }
    var violations = new ArrayList<String>();
    for (ArchRule rule : ALL) {
      var result = rule.allowEmptyShould(true).evaluate(classes);
      if (result.hasViolation()) {
        violations.add(result.getFailureReport().toString());
      }
    }
    violations.addAll(longFiles(Path.of("src")));
    if (!violations.isEmpty()) {
      throw new AssertionError(String.join("\n", violations));
    }
  }

  static List<String> longFiles(Path root) {
    try (var files = Files.walk(root)) {
      var found = new ArrayList<String>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        try (var lines = Files.lines(file)) {
          long count = lines.count();
          if (count > MAX_LINES) {
            found.add(
                file + " has " + count + " lines; a file has one job and at most " + MAX_LINES);
          }
        }
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DescribedPredicate<JavaAnnotation<?>> controlFlow() {
    return DescribedPredicate.describe(
        "an annotation that changes control flow",
        annotation -> PROXY_ANNOTATIONS.contains(annotation.getRawType().getSimpleName()));
  }

  private static DescribedPredicate<JavaConstructor> ofRecords() {
    return DescribedPredicate.describe(
        "of records", constructor -> constructor.getOwner().isRecord());
  }

  private static DescribedPredicate<JavaConstructor> tooLong() {
    return DescribedPredicate.describe(
        "longer than " + MAX_PARAMETERS + " parameters",
        constructor -> constructor.getRawParameterTypes().size() > MAX_PARAMETERS);
  }
}
