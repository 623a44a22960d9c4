package com.aegispay.fraud;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the running service may not do, whatever its code says. */
@ExtendWith(SharedFraud.class)
class GrantsTest {

  private final RunningFraud fraud;

  GrantsTest(RunningFraud fraud) {
    this.fraud = fraud;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update assessments set score = 0",
        "delete from assessments",
        "update outcomes set outcome = 'approved'",
        "delete from reviews"
      })
  void an_answer_that_was_given_is_never_changed(String change) throws SQLException {
    try (Connection connection = fraud.database().connectAs(fraud.database().serviceUser());
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("permission denied");
    }
  }
}
