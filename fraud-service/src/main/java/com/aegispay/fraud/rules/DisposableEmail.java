package com.aegispay.fraud.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Providers of addresses that are thrown away after use: {@code disposable-email-domains.txt}. */
final class DisposableEmail {

  private static final Set<String> DOMAINS = read();

  private DisposableEmail() {}

  /** Whether an address is at one of the domains or below it. */
  static boolean is(@Nullable String email) {
    String domain = ListedKind.domain(email);
    while (domain != null) {
      if (DOMAINS.contains(domain)) {
        return true;
      }
      int dot = domain.indexOf('.');
      domain = dot < 0 ? null : domain.substring(dot + 1);
    }
    return false;
  }

  private static Set<String> read() {
    try (InputStream in =
        DisposableEmail.class.getResourceAsStream("disposable-email-domains.txt")) {
      if (in == null) {
        throw new IllegalStateException("disposable-email-domains.txt was not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
