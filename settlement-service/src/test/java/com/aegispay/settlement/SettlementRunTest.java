package com.aegispay.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;
import com.aegispay.settlement.closing.Position;
import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.closing.Settlement;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Bookkeeping;
import com.aegispay.settlement.ledger.Cause;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.resource.BalanceResource.Amount;
import com.aegispay.starter.http.ListQuery;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettlementRunTest {
  private static final ListQuery ALL = new ListQuery(100, null, null);
  private static TestBooks books;

  @BeforeAll
  static void open() {
    books = new TestBooks();
  }

  @AfterAll
  static void close() {
    books.close();
  }

  private record Told(String type, String subject, long sequence, String body) {}

  @Test
  void a_run_closes_captures_refunds_and_fees_into_a_settlement_and_a_payout() {
    Book book = books.newBook();
    String payment = books.ids.next("pay");
    post(book, books.charge(book, payment, Money.of(10_000, "EUR")));
    post(book, books.refund(book, payment, 5, Money.of(2_500, "EUR")));

    Run run = books.settle(book);

    Settlement settlement = only(book);
    assertThat(settlement.closing().totals().gross()).isEqualTo(Money.of(10_000, "EUR"));
    assertThat(settlement.closing().totals().refunds()).isEqualTo(Money.of(2_500, "EUR"));
    assertThat(settlement.closing().totals().fees()).isEqualTo(Money.of(320, "EUR"));
    assertThat(books.payouts.list(book, ALL))
        .singleElement()
        .satisfies(
            payout -> {
              assertThat(payout.amount()).isEqualTo(Money.of(7_180, "EUR"));
              assertThat(payout.id()).isEqualTo(settlement.payoutId());
            });
    assertThat(books.balances.of(book).pending()).containsExactly(new Amount(0, "EUR"));
    assertThat(books.balances.of(book).available()).containsExactly(new Amount(0, "EUR"));
    assertThat(books.runs.find(run.id()))
        .hasValueSatisfying(
            done -> {
              assertThat(done.status()).isEqualTo("completed");
              assertThat(done.settlements()).isEqualTo(1);
              assertThat(done.payouts()).isEqualTo(1);
            });
  }

  @Test
  void each_currency_and_each_mode_is_a_settlement_of_its_own() {
    Book test = books.newBook();
    Book live = new Book(test.merchantId(), true);
    for (String currency : List.of("EUR", "JPY", "KWD")) {
      post(test, books.charge(test, books.ids.next("pay"), Money.of(5_000, currency)));
    }
    post(live, books.charge(live, books.ids.next("pay"), Money.of(5_000, "EUR")));

    Instant now = Instant.now();
    books.runs.add(new Run(books.ids.next("run"), test.merchantId(), null, now, now));
    books.driver(Clock.systemUTC()).drive();

    assertThat(books.settlements.list(test, ALL)).hasSize(3);
    assertThat(books.settlements.list(live, ALL)).hasSize(1);
  }

  @Test
  void a_run_of_one_mode_leaves_the_other() {
    Book test = books.newBook();
    Book live = new Book(test.merchantId(), true);
    post(test, books.charge(test, books.ids.next("pay"), Money.of(5_000, "EUR")));
    post(live, books.charge(live, books.ids.next("pay"), Money.of(5_000, "EUR")));

    assertThat(settlementsOf(books.settle(live))).isEqualTo(1);

    assertThat(books.settlements.list(test, ALL)).isEmpty();
    assertThat(books.settlements.list(live, ALL)).hasSize(1);
  }

  @Test
  void what_happened_after_up_to_waits() {
    Book book = books.newBook();
    post(book, books.charge(book, books.ids.next("pay"), Money.of(5_000, "EUR")));
    Instant before = TestBooks.NOON.minusSeconds(1);

    books.runs.add(new Run(books.ids.next("run"), book.merchantId(), null, before, Instant.now()));
    books.driver(Clock.systemUTC()).drive();

    assertThat(books.settlements.list(book, ALL)).isEmpty();
  }

  @Test
  void run_twice_it_settles_once() {
    Book book = books.newBook();
    post(book, books.charge(book, books.ids.next("pay"), Money.of(5_000, "EUR")));

    Run first = books.settle(book);
    Run second = books.settle(book);

    assertThat(settlementsOf(first)).isEqualTo(1);
    assertThat(settlementsOf(second)).isZero();
    assertThat(books.payouts.list(book, ALL)).hasSize(1);
  }

  @Test
  void a_negative_net_is_carried_over_until_it_is_earned() {
    Book book = books.newBook();
    String payment = books.ids.next("pay");
    post(book, books.charge(book, payment, Money.of(1_000, "EUR")));
    assertThat(settlementsOf(books.settle(book))).isEqualTo(1);
    post(book, books.refund(book, payment, 6, Money.of(1_000, "EUR")));

    assertThat(settlementsOf(books.settle(book))).isEqualTo(1);

    Settlement owing = books.settlements.list(book, ALL).getFirst();
    assertThat(owing.payoutId()).isNull();
    assertThat(owing.closing().totals().net()).isEqualTo(Money.of(-1_000, "EUR"));
    assertThat(books.payouts.list(book, ALL)).hasSize(1);
    assertThat(books.balances.of(book).available()).containsExactly(new Amount(-1_000, "EUR"));

    post(book, books.charge(book, books.ids.next("pay"), Money.of(3_000, "EUR")));
    assertThat(settlementsOf(books.settle(book))).isEqualTo(1);

    Settlement earning = books.settlements.list(book, ALL).getFirst();
    assertThat(earning.number()).isEqualTo(3);
    assertThat(earning.closing().carriedOver()).isEqualTo(Money.of(-1_000, "EUR"));
    assertThat(books.payouts.list(book, ALL).getFirst().amount())
        .isEqualTo(Money.of(3_000 - 117 - 1_000, "EUR"));
    assertThat(books.balances.of(book).available()).containsExactly(new Amount(0, "EUR"));
  }

  @Test
  void runs_at_once_settle_each_capture_once() throws Exception {
    Book book = books.newBook();
    List<Entry> charges =
        IntStream.range(0, 200)
            .mapToObj(i -> books.charge(book, books.ids.next("pay"), Money.of(1_000, "EUR")))
            .toList();
    assertThat(books.ledger.post(charges)).isEqualTo(200);
    Position position = new Position(book, CurrencyCode.of("EUR"));

    int rivals = 6;
    CyclicBarrier start = new CyclicBarrier(rivals);
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < rivals; i++) {
      Run run = new Run(books.ids.next("run"), null, null, Instant.now(), Instant.now());
      work.add(
          () -> {
            int place = start.await();
            return place >= 0 && books.closeSettlement.close(position, run);
          });
    }
    int closed = 0;
    try (var threads = Executors.newFixedThreadPool(rivals)) {
      for (Future<Boolean> done : threads.invokeAll(work)) {
        closed += done.get() ? 1 : 0;
      }
    }

    assertThat(closed).isEqualTo(1);
    assertThat(only(book).closing().totals().transactions()).isEqualTo(200);
    assertThat(only(book).closing().totals().gross()).isEqualTo(Money.of(200_000, "EUR"));
  }

  @Test
  void a_run_that_waited_for_a_rival_closes_what_the_rival_left() throws Exception {
    Book book = books.newBook();
    Position position = new Position(book, CurrencyCode.of("EUR"));
    Instant now = Instant.now();
    post(book, books.charge(book, books.ids.next("pay"), Money.of(1_000, "EUR")));
    post(
        book,
        Bookkeeping.charge(
            book,
            new Cause("payments", books.ids.next("pay"), 3),
            now,
            "sandbox_alpha",
            Money.of(2_000, "EUR"),
            TestBooks.PLAN));
    Run early = new Run(books.ids.next("run"), null, null, TestBooks.NOON, now);
    Run late = new Run(books.ids.next("run"), null, null, now, now);

    try (var admin = books.database.connectAsAdmin();
        var statement = admin.createStatement();
        var threads = Executors.newFixedThreadPool(2)) {
      admin.setAutoCommit(false);
      statement.execute("lock table settlement.settlements in share mode");
      // The first has taken the early capture and cannot write; the second has read the same
      // number.
      Future<Boolean> first = threads.submit(() -> books.closeSettlement.close(position, early));
      awaitBlocked(1);
      Future<Boolean> second = threads.submit(() -> books.closeSettlement.close(position, late));
      awaitBlocked(2);
      admin.commit();
      assertThat(first.get()).isTrue();
      assertThat(second.get()).isTrue();
    }

    assertThat(books.settlements.list(book, ALL))
        .extracting(
            settlement ->
                settlement.number() + ": " + settlement.closing().totals().gross().minor())
        .containsExactly("2: 2000", "1: 1000");
  }

  private static void awaitBlocked(int backends) {
    await()
        .until(
            () ->
                books
                        .jdbc
                        .sql(
                            """
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """)
                        .query(Integer.class)
                        .single()
                    == backends);
  }

  @Test
  void a_crash_within_a_settlement_leaves_nothing_and_the_next_driver_does_it() {
    Book book = books.newBook();
    post(book, books.charge(book, books.ids.next("pay"), Money.of(5_000, "EUR")));
    Run run = books.order(book);
    Position position = new Position(book, CurrencyCode.of("EUR"));

    assertThatThrownBy(
            () ->
                books.settlements.close(
                    position,
                    run,
                    books.ids.next("set"),
                    taken -> {
                      assertThat(taken.payments()).hasSize(1);
                      kill(books.jdbc.sql("select pg_backend_pid()").query(Integer.class).single());
                      throw new IllegalStateException("the process died here");
                    }))
        .isInstanceOf(RuntimeException.class);
    assertThat(books.settlements.list(book, ALL)).isEmpty();
    assertThat(books.balances.of(book).pending()).containsExactly(new Amount(4_825, "EUR"));

    books.driver(Clock.systemUTC()).drive();

    assertThat(only(book).closing().totals().gross()).isEqualTo(Money.of(5_000, "EUR"));
    assertThat(books.runs.find(run.id()))
        .hasValueSatisfying(done -> assertThat(done.status()).isEqualTo("completed"));
  }

  @Test
  void a_run_whose_driver_died_is_continued_when_its_lease_ran_out() {
    Book book = books.newBook();
    post(book, books.charge(book, books.ids.next("pay"), Money.of(5_000, "EUR")));
    Run run = books.order(book);
    Duration lease = Duration.ofSeconds(10);

    assertThat(books.runs.claim(Instant.now(), lease).map(Run::id)).contains(run.id());
    assertThat(books.runs.claim(Instant.now(), lease)).isEmpty();
    assertThat(settlementsOf(run)).isZero();

    books.driver(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(20))).drive();

    assertThat(settlementsOf(run)).isEqualTo(1);
  }

  @Test
  void it_tells_which_payments_are_settled_at_most_500_an_event() {
    Book book = books.newBook();
    List<String> payments =
        IntStream.range(0, 1_001).mapToObj(i -> books.ids.next("pay")).sorted().toList();
    List<Entry> charges =
        payments.stream()
            .map(payment -> books.charge(book, payment, Money.of(100, "EUR")))
            .toList();
    assertThat(books.ledger.post(charges)).isEqualTo(1_001);
    // The second capture of a payment, and the refund of one that is settled elsewhere.
    post(book, books.charge(book, payments.getFirst(), 4, Money.of(100, "EUR")));
    post(book, books.refund(book, books.ids.next("pay"), 9, Money.of(100, "EUR")));

    assertThat(settlementsOf(books.settle(book))).isEqualTo(1);

    List<Told> told = told(book);
    assertThat(told)
        .extracting(Told::type)
        .containsExactly(
            "settlement.closed",
            "settlement.payments_settled",
            "settlement.payments_settled",
            "settlement.payments_settled",
            "payout.created");
    assertThat(told).extracting(Told::sequence).containsExactly(1L, 2L, 3L, 4L, 1L);
    assertThat(told.get(1).body().split("pay_", -1)).hasSize(501);
    assertThat(told.get(3).body().split("pay_", -1)).hasSize(2);
    String everything = told.get(1).body() + told.get(2).body() + told.get(3).body();
    assertThat(payments).allMatch(everything::contains);
  }

  private static void post(Book book, Entry entry) {
    assertThat(entry.book()).isEqualTo(book);
    assertThat(books.post(entry)).isEqualTo(1);
  }

  private static Settlement only(Book book) {
    List<Settlement> all = books.settlements.list(book, ALL);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static long settlementsOf(Run run) {
    return books.runs.find(run.id()).orElseThrow().settlements();
  }

  private static List<Told> told(Book book) {
    return books
        .jdbc
        .sql("select type, subject, sequence, body from outbox where merchant_id = ? order by id")
        .param(book.merchantId())
        .query(Told.class)
        .list();
  }

  private static void kill(int backend) {
    try (var admin = books.database.connectAsAdmin();
        var statement = admin.createStatement()) {
      assertThat(statement.execute("select pg_terminate_backend(" + backend + ")")).isTrue();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
