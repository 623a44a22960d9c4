package com.aegispay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  private static final String MIGRATIONS = "classpath:testkit/example";

  @Test
  void two_databases_of_one_template_share_the_tables_and_not_the_rows() throws SQLException {
    var first = TestDatabase.of("payment", MIGRATIONS);
    var second = TestDatabase.of("payment", MIGRATIONS);

    try (var one = first.connectAs(first.serviceUser());
        var other = second.connectAs(second.serviceUser())) {
      assertThat(count(one, "insert into example (name) values ('mine')")).isEqualTo(1);
      assertThat(count(one, "delete from example")).isEqualTo(1);
      assertThat(count(other, "delete from example")).isZero();
    }
  }

  @Test
  void the_service_of_another_schema_sees_nothing_of_it() throws SQLException {
    var database = TestDatabase.of("payment", MIGRATIONS);
    try (var fraud = database.connectAs("fraud_service")) {
      assertThatThrownBy(() -> count(fraud, "delete from payment.example"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void the_spring_properties_name_the_service_for_queries_and_the_owner_for_migrations() {
    var database = TestDatabase.of("fraud");

    assertThat(database.springProperties())
        .containsEntry("spring.datasource.url", database.url())
        .containsEntry("spring.datasource.username", "fraud_service")
        .containsEntry("spring.flyway.user", "fraud_owner")
        .containsEntry(
            "spring.kafka.bootstrap-servers", database.servers().kafkaBootstrapServers());
  }

  @Test
  void a_location_without_migrations_is_an_error() {
    assertThatThrownBy(() -> TestDatabase.of("payment", "classpath:testkit/nowhere"))
        .hasMessageContaining("testkit/nowhere");
  }

  private static int count(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
