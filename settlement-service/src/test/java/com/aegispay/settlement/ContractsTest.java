package com.aegispay.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import com.aegispay.settlement.ledger.Book;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {

  private record Written(String type, String body) {}

  @Test
  void every_event_that_is_written_is_what_its_contract_says() {
    try (TestBooks books = new TestBooks()) {
      Book book = books.newBook();
      String payment = books.ids.next("pay");
      assertThat(books.post(books.charge(book, payment, Money.of(5_000, "EUR")))).isEqualTo(1);
      assertThat(books.settle(book).merchantId()).isEqualTo(book.merchantId());
      assertThat(books.post(books.refund(book, payment, 5, Money.of(5_000, "EUR")))).isEqualTo(1);
      assertThat(books.settle(book).merchantId()).isEqualTo(book.merchantId());

      Money back = Money.of(5_000, "EUR");
      assertThat(books.post(books.refundFailure(book, payment, 6, back))).isEqualTo(1);
      assertThat(books.settle(book).merchantId()).isEqualTo(book.merchantId());

      List<Written> written =
          books.jdbc.sql("select type, body from outbox order by id").query(Written.class).list();

      assertThat(written)
          .extracting(Written::type)
          .containsExactly(
              "settlement.closed",
              "settlement.payments_settled",
              "payout.created",
              "settlement.closed",
              "settlement.closed");
      assertThat(written.get(4).body()).contains("\"refunds\":-5000");
      assertThat(written)
          .allSatisfy(event -> assertThat(flaws(event.type(), event.body())).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"settlement.closed", "settlement.payments_settled", "payout.created"})
  void the_example_is_what_its_contract_says_and_a_misspelt_one_is_not(String type) {
    String example = contract("settlements/" + type + ".v1.example.json");

    assertThat(flaws(type, example)).isEmpty();
    assertThat(flaws(type, example.replace("\"sequence\"", "\"sequenz\""))).isNotEmpty();
  }

  private static List<Error> flaws(String type, String event) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(contract("settlements/" + type + ".v1.schema.json"), InputFormat.JSON)
        .validate(event, InputFormat.JSON);
  }

  static String contract(String name) {
    try (var in = ContractsTest.class.getResourceAsStream("/contracts/events/" + name)) {
      if (in == null) {
        throw new AssertionError("no contract " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
