package com.aegispay.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.money.Money;
import com.aegispay.settlement.ledger.Account;
import com.aegispay.settlement.ledger.Account.MerchantPending;
import com.aegispay.settlement.ledger.Account.PlatformFees;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Bookkeeping;
import com.aegispay.settlement.ledger.Cause;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.ledger.EntryKind;
import com.aegispay.settlement.ledger.FeePlan;
import com.aegispay.settlement.ledger.Posting;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookkeepingTest {
  private static final Book BOOK = new Book("mer_1", false);
  private static final Cause CAUSE = new Cause("payments", "pay_1", 3);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest(name = "{0} {1} at {2} bp + {3}: the fee is {4}")
  @CsvSource({
    "9999, EUR, 290, 30, 320", // 289.971 is 290
    "50,   EUR, 100,  0,   1", // half a cent is a cent
    "49,   EUR, 100,  0,   0",
    "500,  JPY, 290, 30,  45", // 14.5 yen is 15
    "1250, KWD, 290, 30,  66", // 36.25 fils is 36
    "1,    EUR, 290, 30,  30",
    "100,  USD,   0,  0,   0"
  })
  void a_fee_is_rounded_half_up_to_the_minor_unit(
      long amount, String currency, int points, long fixed, long fee) {
    assertThat(new FeePlan(points, fixed).on(Money.of(amount, currency)))
        .isEqualTo(Money.of(fee, currency));
  }

  @ParameterizedTest(name = "{0} of {1} at {2} bp + {3}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          charge     |  9999 | 290 | 30 | gateway_receivable:g +9999, merchant_pending -9679, platform_fees -320
          charge     |    20 |   0 | 30 | gateway_receivable:g +20, merchant_pending +10, platform_fees -30
          charge     |    30 |   0 | 30 | gateway_receivable:g +30, platform_fees -30
          charge     |   100 |   0 |  0 | gateway_receivable:g +100, merchant_pending -100
          refund     |   500 |   0 |  0 | merchant_pending +500, gateway_receivable:g -500
          return     |   500 |   0 |  0 | gateway_receivable:g +500, customer_returns -500
          reversed   |   500 |   0 |  0 | gateway_receivable:g -500, customer_returns +500
          settlement |   700 |   0 |  0 | merchant_pending +700, merchant_payable -700
          settlement |  -700 |   0 |  0 | merchant_pending -700, merchant_payable +700
          settlement |     0 |   0 |  0 | nothing
          payout     |   700 |   0 |  0 | merchant_payable +700, merchant_payout -700
          """)
  void each_fact_makes_its_entry(String fact, long minor, int points, long fixed, String postings) {
    Money amount = Money.of(minor, "EUR");
    String made =
        switch (fact) {
          case "charge" ->
              told(Bookkeeping.charge(BOOK, CAUSE, NOON, "g", amount, new FeePlan(points, fixed)));
          case "refund" -> told(Bookkeeping.refund(BOOK, CAUSE, NOON, "re_1", "g", amount));
          case "return" -> told(Bookkeeping.returned(BOOK, CAUSE, NOON, "g", amount));
          case "reversed" -> told(Bookkeeping.returnReversed(BOOK, CAUSE, NOON, "g", amount));
          case "settlement" ->
              Bookkeeping.settlement(BOOK, CAUSE, NOON, amount)
                  .map(BookkeepingTest::told)
                  .orElse("nothing");
          case "payout" -> told(Bookkeeping.payout(BOOK, CAUSE, NOON, amount));
          default -> throw new IllegalArgumentException(fact);
        };
    assertThat(made).isEqualTo(postings);
  }

  @Test
  void an_entry_that_does_not_balance_cannot_be_made() {
    assertThatThrownBy(
            () ->
                entry(
                    posting(new MerchantPending(), 100, "EUR"),
                    posting(new PlatformFees(), -99, "EUR")))
        .hasMessageContaining("does not balance");
  }

  @Test
  void an_entry_of_two_currencies_cannot_be_made_even_where_the_numbers_balance() {
    assertThatThrownBy(
            () ->
                entry(
                    posting(new MerchantPending(), 100, "EUR"),
                    posting(new PlatformFees(), -100, "USD")))
        .hasMessageContaining("one currency");
  }

  @Test
  void an_entry_has_one_posting_on_an_account() {
    assertThatThrownBy(
            () ->
                entry(
                    posting(new MerchantPending(), 100, "EUR"),
                    posting(new MerchantPending(), -100, "EUR")))
        .hasMessageContaining("two postings on merchant_pending");
  }

  private static Entry entry(Posting... postings) {
    return new Entry(BOOK, EntryKind.CHARGE, "pay_1", CAUSE, NOON, List.of(postings));
  }

  private static Posting posting(Account account, long minor, String currency) {
    return new Posting(account, Money.of(minor, currency));
  }

  private static String told(Entry entry) {
    return entry.postings().stream()
        .map(p -> "%s %+d".formatted(p.account().code(), p.amount().minor()))
        .collect(Collectors.joining(", "));
  }
}
