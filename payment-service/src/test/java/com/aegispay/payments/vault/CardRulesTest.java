package com.aegispay.payments.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.vault.CardCheck.Invalid;
import com.aegispay.payments.vault.CardCheck.Valid;
import com.aegispay.starter.problem.ProblemCode;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardRulesTest {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final String VISA = "4242424242424242";

  @ParameterizedTest
  @CsvSource({
    "4242424242424242, VISA, 123",
    "4222222222222, VISA, 123",
    "5555555555554444, MASTERCARD, 123",
    "2223003122003222, MASTERCARD, 123",
    "378282246310005, AMEX, 1234",
    "6011111111111117, DISCOVER, 123",
    "3566002020360505, JCB, 123",
    "36227206271667, DINERS, 123",
    "6200000000000005, UNIONPAY, 123",
  })
  void cards_of_every_brand_are_taken(String number, CardBrand brand, String cvc) {
    assertThat(check(number, 12, 2030, cvc, "Ada Lovelace"))
        .isEqualTo(new Valid(new CardDetails(number, YearMonth.of(2030, 12), cvc, "Ada Lovelace")));
    assertThat(CardBrand.of(number)).contains(brand);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4000000000000002", "4000000000009995", "4000000000009987", "4000000000009979",
        "4000000000000069", "4000000000000127", "4000000000000119", "4000002760003184",
        "4000008400001629", "4100000000000019", "4000000000009235", "4000000000000259",
        "4000000000007726", "4000000000005126", "4000000000110009", "4000000000110017",
        "4000000000110025", "4000000000110033"
      })
  void the_sandbox_cards_of_the_contract_pass(String number) {
    assertThat(check(number, 12, 2030, "123", null)).isInstanceOf(Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4242424242424241",
        "42424242424242",
        "",
        "4242 4242 4242 424x",
        "9999999999999995",
        "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
        "42424242424242424242424242424242424242424242424242424242"
      })
  void a_number_that_no_card_has_is_incorrect(String number) {
    assertThat(check(number, 12, 2030, "123", null))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> {
              assertThat(invalid.param()).isEqualTo("number");
              assertThat(invalid.code()).isEqualTo(ProblemCode.INCORRECT_NUMBER);
            });
  }

  @Test
  void grouping_in_the_number_and_a_short_year_do_not_count() {
    assertThat(check("4242 4242-4242 4242", 12, 30, "123", null))
        .isEqualTo(check(VISA, 12, 2030, "123", null));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-30T23:59:59Z, true",
    "2026-07-01T11:59:59Z, true",
    "2026-07-01T12:00:00Z, false",
    "2027-01-01T00:00:00Z, false"
  })
  void a_card_is_good_until_its_month_has_ended_everywhere(Instant now, boolean good) {
    CardCheck check = CardRules.check(new CardInput(VISA, 6, 2026, "123", null), now);

    assertThat(check instanceof Valid).isEqualTo(good);
    if (check instanceof Invalid invalid) {
      assertThat(invalid.code()).isEqualTo(ProblemCode.CARD_EXPIRED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2030, exp_month, PARAMETER_INVALID",
    "13, 2030, exp_month, PARAMETER_INVALID",
    "12, -1, exp_year, PARAMETER_INVALID",
    "12, 203, exp_year, PARAMETER_INVALID",
    "12, 2077, exp_year, PARAMETER_INVALID",
    "12, 2147483647, exp_year, PARAMETER_INVALID",
    ", 2030, exp_month, PARAMETER_MISSING",
    "12, , exp_year, PARAMETER_MISSING",
    "5, 2026, exp_year, CARD_EXPIRED"
  })
  void an_expiry_that_cannot_be_is_refused(
      @Nullable Integer month, @Nullable Integer year, String param, ProblemCode code) {
    assertThat(check(VISA, month, year, "123", null))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> {
              assertThat(invalid.param()).isEqualTo(param);
              assertThat(invalid.code()).isEqualTo(code);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "4242424242424242, 12",
    "4242424242424242, 1234",
    "4242424242424242, 12x",
    "4242424242424242, ''",
    "378282246310005, 123"
  })
  void a_security_code_has_the_length_of_its_brand(String number, String cvc) {
    assertThat(check(number, 12, 2030, cvc, null))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> assertThat(invalid.code()).isEqualTo(ProblemCode.INVALID_CVC));
  }

  @Test
  void a_holder_has_a_name_of_one_line_and_a_hundred_characters_at_most() {
    assertThat(check(VISA, 12, 2030, "123", "x".repeat(100))).isInstanceOf(Valid.class);
    for (String name : new String[] {"x".repeat(101), "two\nlines", " "}) {
      assertThat(check(VISA, 12, 2030, "123", name))
          .isInstanceOfSatisfying(
              Invalid.class, invalid -> assertThat(invalid.param()).isEqualTo("holder_name"));
    }
  }

  @Test
  void a_card_prints_nothing_of_itself() {
    CardInput input = new CardInput(VISA, 12, 2030, "123", "Ada");
    CardCheck check = CardRules.check(input, NOW);

    assertThat(input + " " + check).doesNotContain("4242", "123", "2030", "Ada");
  }

  @Test
  void no_more_of_a_number_is_shown_than_may_be() {
    assertThat(card(VISA).bin()).isEqualTo("42424242");
    assertThat(card("378282246310005").bin()).isEqualTo("378282");
    assertThat(card("378282246310005").last4()).isEqualTo("0005");
  }

  private static CardDetails card(String number) {
    return new CardDetails(number, YearMonth.of(2030, 12), null, null);
  }

  private static CardCheck check(
      String number,
      @Nullable Integer month,
      @Nullable Integer year,
      String cvc,
      @Nullable String holder) {
    return CardRules.check(new CardInput(number, month, year, cvc, holder), NOW);
  }
}
