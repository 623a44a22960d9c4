package com.aegispay.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.money.Money;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.resource.BalanceResource.Amount;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class LedgerTest {
  private static TestBooks books;

  @BeforeAll
  static void open() {
    books = new TestBooks();
  }

  @AfterAll
  static void close() {
    books.close();
  }

  @Test
  void a_cause_is_posted_once_whatever_comes_twice() {
    Book book = books.newBook();
    String payment = books.ids.next("pay");
    Money ten = Money.of(1000, "EUR");

    assertThat(books.post(books.charge(book, payment, ten), books.charge(book, payment, ten)))
        .isEqualTo(1);
    assertThat(books.post(books.charge(book, payment, ten))).isZero();
    assertThat(books.post(books.charge(book, payment, 4, ten))).isEqualTo(1);

    assertThat(books.balances.of(book).pending())
        .singleElement()
        .satisfies(pending -> assertThat(pending.amount()).isEqualTo(2 * (1000 - 29 - 30)));
  }

  @Test
  void a_currency_stays_in_the_balance_when_the_fee_takes_all_of_its_only_capture() {
    Book book = books.newBook();

    assertThat(books.post(books.charge(book, books.ids.next("pay"), Money.of(31, "EUR"))))
        .isEqualTo(1);

    assertThat(books.balances.of(book).pending()).containsExactly(new Amount(0, "EUR"));
    assertThat(books.balances.of(book).available()).containsExactly(new Amount(0, "EUR"));
  }

  @Test
  void many_entries_are_one_statement() {
    Book book = books.newBook();
    List<Entry> entries =
        IntStream.range(0, 500)
            .mapToObj(i -> books.charge(book, books.ids.next("pay"), Money.of(1000 + i, "JPY")))
            .toList();

    assertThat(books.ledger.post(entries)).isEqualTo(500);

    long expected =
        entries.stream().mapToLong(entry -> -entry.postings().get(1).amount().minor()).sum();
    assertThat(books.balances.of(book).pending().getFirst().amount()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "('merchant_pending', 'EUR', 100), ('platform_fees', 'EUR', -99)",
        "('merchant_pending', 'EUR', 100)",
        "('merchant_pending', 'EUR', 100), ('platform_fees', 'USD', -100)"
      })
  void the_database_refuses_an_entry_that_does_not_balance_in_each_currency(String lines) {
    Book book = books.newBook();

    assertThatThrownBy(() -> insert(book, lines))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("unbalanced entry");
  }

  @Test
  void the_database_takes_an_entry_that_balances() {
    Book book = books.newBook();

    assertThat(insert(book, "('merchant_pending', 'EUR', 100), ('platform_fees', 'EUR', -100)"))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update entries set source = 'x'",
        "delete from entries",
        "update postings set amount = amount + 1",
        "delete from postings",
        "truncate postings",
        "update settled_entries set settlement_id = 'x'",
        "delete from settled_entries",
        "update settlements set gross = 0",
        "delete from settlements",
        "delete from payouts",
        "update fee_plans set fixed_minor = 0",
        "delete from fee_plans",
        "alter table postings disable trigger postings_balance"
      })
  void the_service_cannot_change_what_is_posted(String sql) {
    assertThatThrownBy(() -> books.jdbc.sql(sql).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void one_merchants_books_and_modes_are_apart() {
    Book test = books.newBook();
    Book live = new Book(test.merchantId(), true);
    assertThat(books.post(books.charge(test, books.ids.next("pay"), Money.of(1000, "EUR"))))
        .isEqualTo(1);

    assertThat(books.balances.of(live).pending()).isEmpty();
    assertThat(books.balances.of(books.newBook()).pending()).isEmpty();
    assertThat(books.balances.of(test).pending()).hasSize(1);
  }

  /** As the service's role, past the law in Java. */
  private int insert(Book book, String lines) {
    Integer rows =
        books.transaction.execute(
            status -> {
              String id = books.ids.next("txn");
              assertThat(
                      books
                          .jdbc
                          .sql(
                              """
                              insert into entries (merchant_id, id, livemode, kind, source, cause_topic,
                                cause_subject, cause_sequence, occurred_at)
                              values (?, ?, false, 'charge', 'pay_1', 'payments', 'pay_1', 1, now())
                              """)
                          .params(List.of(book.merchantId(), id))
                          .update())
                  .isEqualTo(1);
              return books
                  .jdbc
                  .sql(
                      """
                      insert into postings (merchant_id, entry_id, livemode, account, currency, amount)
                      select ?, ?, false, line.* from (values %s) as line (account, currency, amount)
                      """
                          .formatted(lines))
                  .params(List.of(book.merchantId(), id))
                  .update();
            });
    return rows == null ? 0 : rows;
  }
}
