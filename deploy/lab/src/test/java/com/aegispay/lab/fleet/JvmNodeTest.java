package com.aegispay.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmNodeTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void a_process_dies_at_the_step_that_it_was_ordered_to_and_starts_again() throws Exception {
    try (var node = node(DyingProcess.class.getName())) {
      node.start();
      node.order("TWO 3");
      assertThat(node.endsWithin(SOON)).isTrue();
      node.start();
      node.kill();
      assertThat(node.endsWithin(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void a_process_without_an_order_lives() throws Exception {
    try (var node = node(DyingProcess.class.getName())) {
      node.start();
      node.order("NOWHERE 1");
      assertThat(node.endsWithin(Duration.ofMillis(200))).isFalse();
    }
  }

  @Test
  void one_that_does_not_get_ready_is_an_error_that_names_its_log() {
    assertThatThrownBy(() -> node("com.aegispay.lab.Nothing").start())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("child.log");
  }

  private JvmNode node(String main) {
    return new JvmNode(
        "child",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            placeOf(DyingProcess.class) + File.pathSeparator + placeOf(FaultPoints.class),
            main),
        directory.resolve("child.log"));
  }

  private static String placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
