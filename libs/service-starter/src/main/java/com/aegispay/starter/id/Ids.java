package com.aegispay.starter.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * Makes ids: a prefix that names the kind, then a ULID (48 bits of milliseconds, 80 random bits, in
 * Crockford's base 32). Ids of one kind sort by the time they were made, to the millisecond.
 *
 * @see <a href="https://github.com/ulid/spec">ULID</a>
 */
public final class Ids {

  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private final InstantSource clock;
  private final SecureRandom random;

  public Ids(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id, as {@code pay_01K...}; the prefix is given without its underscore. */
  public String next(String prefix) {
    byte[] noise = new byte[10];
    random.nextBytes(noise);
    char[] ulid = new char[26];
    long millis = clock.millis();
    for (int i = 9; i >= 0; i--) {
      ulid[i] = DIGITS[(int) (millis & 31)];
      millis >>>= 5;
    }
    put(ulid, 10, noise, 0);
    put(ulid, 18, noise, 5);
    return prefix + "_" + new String(ulid);
  }

  /** Whether a text has the form of an id of this kind. */
  public static boolean isId(String prefix, String text) {
    return text.startsWith(prefix + "_")
        && ULID.matcher(text.substring(prefix.length() + 1)).matches();
  }

  /** Five bytes as eight digits. */
  private static void put(char[] into, int at, byte[] bytes, int from) {
    long forty = 0;
    for (int i = 0; i < 5; i++) {
      forty = (forty << 8) | (bytes[from + i] & 0xff);
    }
    for (int i = 7; i >= 0; i--) {
      into[at + i] = DIGITS[(int) (forty & 31)];
      forty >>>= 5;
    }
  }
}
