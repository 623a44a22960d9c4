package com.aegispay.starter.access;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Turns an {@code Authorization} header into a {@link Caller}, or refuses it with 401. */
public final class Credentials {

  private final KeyDirectory keys;
  private final InstantSource clock;
  private final String operatorHash;
  private final String internalHash;

  public Credentials(KeyDirectory keys, AccessProperties properties, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
    this.operatorHash = hash(properties.operatorKey());
    this.internalHash = hash(properties.internalKey());
  }

  /** SHA-256 in lower-case hex: all that is kept of a key. A key has 256 random bits of its own. */
  public static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The caller that the header proves; {@code Bearer}, or {@code Basic} with the key as user. */
  public Caller caller(@Nullable String authorization) {
    if (authorization == null || authorization.isBlank()) {
      throw Problem.of(
              ProblemCode.AUTHENTICATION_REQUIRED,
              "Send your API key as 'Authorization: Bearer sk_...'.")
          .asException();
    }
    String keyHash = hash(key(authorization));
    if (same(keyHash, operatorHash)) {
      return new Caller.Operator();
    }
    if (same(keyHash, internalHash)) {
      return new Caller.Service();
    }
    KnownKey known = keys.find(keyHash).orElseThrow(() -> refused("This API key does not exist."));
    if (!known.isUsableAt(clock.instant())) {
      throw refused("This API key has expired or was revoked. Use its successor.");
    }
    return new Caller.Merchant(known.merchantId(), known.keyId(), known.livemode(), known.scopes());
  }

  private static String key(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    String value = space < 0 ? "" : authorization.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("bearer") && !value.isEmpty()) {
      return value;
    }
    if (scheme.equalsIgnoreCase("basic")) {
      try {
        String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0 ? pair : pair.substring(0, colon);
      } catch (IllegalArgumentException e) {
        throw refused("The Basic credentials are not base64.");
      }
    }
    throw refused("Use 'Authorization: Bearer sk_...' or HTTP Basic with the key as user name.");
  }

  private static RuntimeException refused(String detail) {
    return Problem.of(ProblemCode.API_KEY_INVALID, detail).asException();
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
  }
}
