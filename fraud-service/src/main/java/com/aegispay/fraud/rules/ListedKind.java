package com.aegispay.fraud.rules;

import com.aegispay.fraud.rules.PaymentFacts.Customer;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What can be put on a block or allow list. */
public enum ListedKind {
  /** A card's fingerprint; never its number. */
  CARD,
  /** The first six to eight digits of a card's number. */
  BIN,
  EMAIL,
  EMAIL_DOMAIN,
  IP,
  /** The merchant's own id of its customer. */
  CUSTOMER,
  /** ISO 3166-1 alpha-2, of the customer. */
  COUNTRY;

  private static final Pattern CARD_NUMBER = Pattern.compile("[0-9 -]{12,}");
  private static final Pattern BIN_DIGITS = Pattern.compile("[0-9]{6,8}");
  private static final Pattern EMAIL_ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Pattern DOMAIN = Pattern.compile("[^@\\s]+\\.[^@\\s]+");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int MAX_LENGTH = 255;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one way in which a value is written, or empty when it is no such thing. */
  public Optional<String> canonical(String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return switch (this) {
      case CARD -> Optional.of(text).filter(card -> !CARD_NUMBER.matcher(card).matches());
      case BIN -> Optional.of(text).filter(bin -> BIN_DIGITS.matcher(bin).matches());
      case EMAIL ->
          Optional.of(text.toLowerCase(Locale.ROOT))
              .filter(email -> EMAIL_ADDRESS.matcher(email).matches());
      case EMAIL_DOMAIN ->
          Optional.of(text.toLowerCase(Locale.ROOT))
              .filter(domain -> DOMAIN.matcher(domain).matches());
      case IP -> address(text);
      case CUSTOMER -> Optional.of(text);
      case COUNTRY -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(COUNTRIES::contains);
    };
  }

  /** The canonical values under which a payment may be listed; none where it does not say. */
  List<String> valuesOf(PaymentFacts payment) {
    Customer customer = payment.customer();
    return switch (this) {
      case CARD -> List.of(payment.card().fingerprint());
      case BIN -> prefixes(payment.card().bin());
      case EMAIL -> present(customer.email());
      case EMAIL_DOMAIN -> present(domain(customer.email()));
      case IP -> present(customer.ip());
      case CUSTOMER -> present(customer.id());
      case COUNTRY -> present(customer.country());
    };
  }

  private static List<String> present(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> prefixes(String bin) {
    return IntStream.rangeClosed(6, bin.length()).mapToObj(end -> bin.substring(0, end)).toList();
  }

  /** What follows the last at sign. */
  static @Nullable String domain(@Nullable String email) {
    return email == null ? null : email.substring(email.lastIndexOf('@') + 1);
  }

  /** IPv6 addresses have many spellings. */
  private static Optional<String> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
