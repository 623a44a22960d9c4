package com.aegispay.starter.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aegispay.starter.TestClock;
import com.aegispay.starter.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
  private static final Instant EXPIRY = Instant.parse("2026-01-01T00:01:00Z");
  private static final Caller.Merchant MERCHANT =
      new Caller.Merchant("mer_1", "key_1", false, Set.of("*"));

  private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
  private final Map<String, KnownKey> keys =
      Map.of(
          Credentials.hash("sk_test_good"), key(null, null),
          Credentials.hash("sk_test_expiring"), key(EXPIRY, null),
          Credentials.hash("sk_test_revoked"), key(null, Instant.parse("2025-12-31T00:00:00Z")));
  private final Credentials credentials =
      new Credentials(
          hash -> Optional.ofNullable(keys.get(hash)),
          new AccessProperties("operator-secret", "internal-secret", null, Duration.ZERO, 1),
          clock);

  @ParameterizedTest
  @CsvSource({"Bearer sk_test_good", "bearer   sk_test_good", "BEARER sk_test_good "})
  void a_bearer_key_is_its_merchant_in_whatever_case_the_scheme_is_written(String header) {
    assertThat(credentials.caller(header)).isEqualTo(MERCHANT);
  }

  @ParameterizedTest
  @CsvSource({"sk_test_good:", "sk_test_good:anything:else", "sk_test_good"})
  void basic_takes_the_key_as_user_name(String pair) {
    assertThat(credentials.caller(basic(pair))).isEqualTo(MERCHANT);
  }

  @Test
  void the_platforms_own_keys_are_operator_and_service() {
    assertThat(credentials.caller("Bearer operator-secret")).isEqualTo(new Caller.Operator());
    assertThat(credentials.caller("Bearer internal-secret")).isEqualTo(new Caller.Service());
  }

  @Test
  void a_key_works_until_the_moment_it_expires() {
    clock.pass(Duration.ofMillis(59_999));
    assertThat(credentials.caller("Bearer sk_test_expiring")).isEqualTo(MERCHANT);
    clock.pass(Duration.ofMillis(1));
    assertThat(refused("Bearer sk_test_expiring"))
        .startsWith("api_key_invalid")
        .contains("expired");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none                    | authentication_required
          ''                      | authentication_required
          Bearer                  | api_key_invalid
          Bearer sk_test_revoked  | api_key_invalid
          Bearer sk_test_unknown  | api_key_invalid
          Bearer sk_test_good x   | api_key_invalid
          Digest sk_test_good     | api_key_invalid
          sk_test_good            | api_key_invalid
          Basic sk_test_good      | api_key_invalid
          Basic %%%               | api_key_invalid
          """)
  void everything_else_is_refused_without_being_repeated(@Nullable String header, String code) {
    assertThat(refused(header)).startsWith(code + ":").doesNotContain("sk_test");
  }

  @Test
  void the_kept_hash_is_sha_256_in_lower_case_hex() {
    assertThat(Credentials.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private String refused(@Nullable String header) {
    var e = catchThrowableOfType(ProblemException.class, () -> credentials.caller(header));
    assertThat(e).isNotNull();
    assertThat(e.problem().code().status()).isEqualTo(401);
    return String.valueOf(e.getMessage());
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static KnownKey key(@Nullable Instant expires, @Nullable Instant revoked) {
    return new KnownKey("", "key_1", "mer_1", false, Set.of("*"), expires, revoked);
  }
}
