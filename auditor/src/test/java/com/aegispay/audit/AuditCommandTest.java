package com.aegispay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditCommandTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void a_database_that_does_not_answer_is_exit_code_2_and_says_so() {
    int code =
        run("secret", "--url", "jdbc:postgresql://127.0.0.1:1/none", "--kafka", "127.0.0.1:1");
    assertThat(code).isEqualTo(2);
    assertThat(said.toString(UTF_8)).contains("could not look at").doesNotContain("secret");
  }

  @Test
  void what_is_not_understood_is_refused_with_the_remedy() {
    assertThat(run("secret", "--setle", "30s")).isEqualTo(2);
    assertThat(said.toString(UTF_8)).contains("no option --setle").contains("--settle 30s");
  }

  @Test
  void a_time_needs_its_unit() {
    assertThat(run("secret", "--url", "x", "--kafka", "y", "--settle", "30")).isEqualTo(2);
    assertThat(said.toString(UTF_8)).contains("'30' is no time such as 30s");
  }

  @Test
  void a_missing_password_is_told() {
    assertThat(run(null, "--url", "x", "--kafka", "y")).isEqualTo(2);
    assertThat(said.toString(UTF_8)).contains("AEGISPAY_AUDIT_PASSWORD");
  }

  private int run(@Nullable String password, String... arguments) {
    var out = new PrintStream(said, true, UTF_8);
    return AuditCommand.run(arguments, password, out, out);
  }
}
