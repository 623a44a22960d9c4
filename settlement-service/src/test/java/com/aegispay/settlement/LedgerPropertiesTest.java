package com.aegispay.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.resource.BalanceResource;
import com.aegispay.settlement.resource.BalanceResource.Amount;
import com.aegispay.settlement.resource.BalanceTransactionResource;
import com.aegispay.settlement.resource.TrialBalanceResource;
import com.aegispay.starter.http.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever happens in whatever order, on the real database: the books balance and agree. */
class LedgerPropertiesTest {
  private static final TestBooks books = new TestBooks();

  @AfterContainer
  static void close() {
    books.close();
  }

  /** What may happen to a merchant. */
  sealed interface Fact {
    record Captured(long amount, String currency) implements Fact {}

    record Refunded(long amount, String currency) implements Fact {}

    /** The last event comes again. */
    record Repeated() implements Fact {}

    record Settled() implements Fact {}
  }

  @Provide
  Arbitrary<List<Fact>> facts() {
    Arbitrary<Long> amounts =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 5_000_000_000L), Arbitraries.longs().between(1, 100));
    Arbitrary<String> currencies = Arbitraries.of("EUR", "JPY", "KWD");
    Arbitrary<Fact> captured = Combinators.combine(amounts, currencies).as(Fact.Captured::new);
    Arbitrary<Fact> refunded = Combinators.combine(amounts, currencies).as(Fact.Refunded::new);
    return Arbitraries.frequencyOf(
            Tuple.of(5, captured),
            Tuple.of(3, refunded),
            Tuple.of(1, Arbitraries.just(new Fact.Repeated())),
            Tuple.of(2, Arbitraries.just(new Fact.Settled())))
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Property(tries = 60)
  void the_books_balance_and_agree_after_every_fact(@ForAll("facts") List<Fact> facts) {
    Book book = books.newBook();
    Map<String, Long> owed = new TreeMap<>();
    List<Entry> posted = new ArrayList<>();
    for (Fact fact : facts) {
      switch (fact) {
        case Fact.Captured(long amount, String currency) -> {
          Money money = Money.of(amount, currency);
          post(posted, books.charge(book, books.ids.next("pay"), money));
          owed.merge(currency, money.minus(TestBooks.PLAN.on(money)).minor(), Long::sum);
        }
        case Fact.Refunded(long amount, String currency) -> {
          post(posted, books.refund(book, books.ids.next("pay"), 5, Money.of(amount, currency)));
          owed.merge(currency, -amount, Long::sum);
        }
        case Fact.Repeated() -> {
          if (!posted.isEmpty()) {
            assertThat(books.post(posted.getLast())).isZero();
          }
        }
        case Fact.Settled() -> {
          Run run = books.settle(book);
          assertThat(books.runs.find(run.id()).orElseThrow().status()).isEqualTo("completed");
          assertThat(books.balances.of(book).pending()).allMatch(amount -> amount.amount() == 0);
        }
      }
      booksAgree(book, owed);
    }
    trialBalanceBalances();
  }

  private static void post(List<Entry> posted, Entry entry) {
    posted.add(entry);
    assertThat(books.post(entry)).isEqualTo(1);
  }

  /** Earned = pending + available + paid out, and the same again summed over the transactions. */
  private static void booksAgree(Book book, Map<String, Long> owed) {
    BalanceResource balance = books.balances.of(book);
    Map<String, Long> onTheBooks = new TreeMap<>();
    balance.pending().forEach(amount -> add(onTheBooks, amount));
    balance.available().forEach(amount -> add(onTheBooks, amount));
    List<BalanceTransactionResource> transactions = transactions(book);
    Map<String, Long> summed = new TreeMap<>();
    transactions.forEach(t -> summed.merge(t.currency(), t.net(), Long::sum));
    assertThat(summed).isEqualTo(onTheBooks);

    books
        .payouts
        .list(book, new ListQuery(100, null, null))
        .forEach(
            payout ->
                onTheBooks.merge(
                    payout.amount().currency().code(), payout.amount().minor(), Long::sum));
    assertThat(onTheBooks).isEqualTo(owed);
    Map<String, Long> pending = new TreeMap<>();
    balance.pending().forEach(amount -> add(pending, amount));
    Map<String, Long> waiting = new TreeMap<>(pending);
    waiting.replaceAll((currency, amount) -> 0L);
    transactions.stream()
        .filter(t -> t.status().equals("pending"))
        .forEach(t -> waiting.merge(t.currency(), t.net(), Long::sum));
    assertThat(waiting).isEqualTo(pending);
  }

  private static void add(Map<String, Long> sums, Amount amount) {
    sums.merge(amount.currency(), amount.amount(), Long::sum);
  }

  private static List<BalanceTransactionResource> transactions(Book book) {
    return books.balances.transactions(book, new ListQuery(100, null, null));
  }

  private static void trialBalanceBalances() {
    TrialBalanceResource trial = books.trialBalance.taken();
    assertThat(trial.balanced()).isTrue();
    assertThat(trial.totals()).allMatch(total -> total.debits() == total.credits());
  }
}
