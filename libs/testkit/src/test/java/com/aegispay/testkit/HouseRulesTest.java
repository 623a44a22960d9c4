package com.aegispay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseRulesTest {
  @ParameterizedTest(name = "{0} is broken by {1}")
  @CsvSource({
    "NAMES, PaymentManager",
    "PACKAGES, Anything",
    "CLASS_ANNOTATIONS, ByProxy",
    "METHOD_ANNOTATIONS, ByProxy.pay",
    "CONSTRUCTORS, Greedy",
    "TIME, Sleepy"
  })
  void each_rule_finds_the_one_that_breaks_it(String rule, String culprit) {
    var classes = new ClassFileImporter().importPackages("com.aegispay.testkit.broken");

    var result = rule(rule).evaluate(classes);

    assertThat(result.getFailureReport().getDetails()).singleElement().asString().contains(culprit);
  }

  @Test
  void a_file_of_more_than_400_lines_is_found(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("Long.java"), "\n".repeat(401));
    Files.writeString(directory.resolve("Short.java"), "\n".repeat(400));

    assertThat(HouseRules.longFiles(directory))
        .singleElement()
        .asString()
        .contains("Long.java has 401 lines");
  }

  @Test
  void our_own_servers_keep_the_rules() {
    HouseRules.check("com.aegispay.servers");
  }

  private static ArchRule rule(String name) {
    return switch (name) {
      case "NAMES" -> HouseRules.NAMES;
      case "PACKAGES" -> HouseRules.PACKAGES;
      case "CLASS_ANNOTATIONS" -> HouseRules.CLASS_ANNOTATIONS;
      case "METHOD_ANNOTATIONS" -> HouseRules.METHOD_ANNOTATIONS;
      case "CONSTRUCTORS" -> HouseRules.CONSTRUCTORS;
      case "TIME" -> HouseRules.TIME;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
