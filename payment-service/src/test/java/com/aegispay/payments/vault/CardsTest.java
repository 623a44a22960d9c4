package com.aegispay.payments.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.aegispay.keyring.Keyring;
import com.aegispay.keyring.KeyringConfiguration;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.tenant.MerchantRows;
import com.aegispay.testkit.TestDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class CardsTest {

  private static final TestDatabase DATABASE =
      TestDatabase.of(
          "payment",
          "classpath:db/payment",
          "classpath:db/lib/outbox",
          "classpath:db/lib/idempotency");
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final MerchantId ADA = new MerchantId("mer_ada");
  private static final MerchantId BOB = new MerchantId("mer_bob");
  private static final CardDetails CARD =
      new CardDetails("4242424242424242", YearMonth.of(2030, 12), "987", "Ada Lovelace");

  @TempDir static Path directory;

  private final JdbcTemplate jdbc =
      new JdbcTemplate(
          new DriverManagerDataSource(
              DATABASE.url(), DATABASE.serviceUser(), DATABASE.passwordOf(DATABASE.serviceUser())));
  private final Cards cards = cards(keyring());

  @Test
  void a_kept_card_opens_again_without_its_security_code() {
    Token token = cards.keep(ADA, false, CARD);

    assertThat(cards(keyring()).open(ADA, token.id())).isEqualTo(CARD.withCvc(null));
    assertThat(cards.open(ADA, token.id())).isEqualTo(CARD.withCvc(null));
    assertThat(cards.find(ADA, false, token.id())).contains(token);
    assertThat(token.brand()).isEqualTo("visa");
    assertThat(token.last4()).isEqualTo("4242");
    assertThat(token.bin()).isEqualTo("42424242");
  }

  @Test
  void no_row_holds_the_number_or_the_security_code() {
    Token token = cards.keep(ADA, false, CARD);

    List<String> row =
        new MerchantRows(jdbc)
            .query(
                ADA.value(),
                "select tokens::text from tokens where token_id = ?",
                (found, _) -> found.getString(1),
                token.id());
    assertThat(row).hasSize(1);
    assertThat(row.getFirst())
        .contains(token.id())
        .doesNotContain(CARD.number(), "987", "Lovelace");
  }

  @Test
  void a_token_is_its_merchants_and_its_modes_own() {
    Token token = cards.keep(ADA, false, CARD);

    assertThat(cards.find(BOB, false, token.id())).isEmpty();
    assertThat(cards.find(ADA, true, token.id())).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> cards.open(BOB, token.id()));
  }

  @Test
  void a_sealed_card_that_is_moved_to_another_row_does_not_open() {
    Token mine = cards.keep(ADA, false, CARD);
    Token other = cards.keep(ADA, false, CARD);
    int moved =
        new MerchantRows(jdbc)
            .update(
                ADA.value(),
                """
            update tokens set sealed = (select sealed from tokens where token_id = ?) where token_id = ?
            """,
                mine.id(),
                other.id());

    assertThat(moved).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> cards(keyring()).open(ADA, other.id()));
  }

  @Test
  void merchants_cannot_compare_their_customers_cards() {
    Token first = cards.keep(ADA, false, CARD);

    assertThat(cards.keep(ADA, false, CARD).fingerprint()).isEqualTo(first.fingerprint());
    assertThat(cards.keep(BOB, false, CARD).fingerprint()).isNotEqualTo(first.fingerprint());
  }

  private Cards cards(Keyring keyring) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new Cards(new MerchantRows(jdbc), keyring, new Ids(clock, new SecureRandom()), clock);
  }

  private static Keyring keyring() {
    AtomicReference<Keyring> keyring = new AtomicReference<>();
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(KeyringConfiguration.class))
        .withPropertyValues(
            "aegispay.keyring.file=" + directory.resolve("keyring"), "aegispay.keyring.create=true")
        .run(context -> keyring.set(context.getBean(Keyring.class)));
    return Objects.requireNonNull(keyring.get());
  }
}
