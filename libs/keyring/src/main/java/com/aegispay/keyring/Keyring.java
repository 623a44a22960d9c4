package com.aegispay.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Seals secrets with AES-256-GCM and takes keyed fingerprints with HMAC-SHA-256. The newest
 * promoted key seals; every key of the ring unseals. Safe for use by many threads; asks nobody over
 * a network.
 */
public final class Keyring {

  private static final int FINGERPRINT_BYTES = 32;

  private final Aead data;
  private final PrfSet fingerprints;

  Keyring(KeysetHandle data, KeysetHandle fingerprints) throws GeneralSecurityException {
    this.data = data.getPrimitive(AeadConfig2026.get(), Aead.class);
    this.fingerprints = fingerprints.getPrimitive(PrfConfig2026.get(), PrfSet.class);
  }

  /**
   * The secret, sealed for one place only.
   *
   * @param context names that place, as {@code card:tok_01K...} or {@code
   *     webhook-secret:we_01K...}: a sealed text that is moved to another row does not open there
   * @return base64url without padding
   */
  public String seal(byte[] secret, String context) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(data.encrypt(secret, context.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal for " + context, e);
    }
  }

  /**
   * What was sealed for this context.
   *
   * @throws IllegalArgumentException when the text was not sealed by this keyring for this context
   */
  public byte[] unseal(String sealed, String context) {
    try {
      return data.decrypt(Base64.getUrlDecoder().decode(sealed), context.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not sealed by this keyring for " + context, e);
    }
  }

  /**
   * 64 hexadecimal digits that are the same for the same data and purpose, and cannot be searched
   * without the key as a plain hash of a card number can. Stable over rotation of the sealing keys.
   *
   * @param purpose keeps the fingerprints of one use (a merchant, a kind of data) from being
   *     compared with those of another
   */
  public String fingerprint(String purpose, byte[] of) {
    byte[] name = purpose.getBytes(UTF_8);
    byte[] input =
        ByteBuffer.allocate(Integer.BYTES + name.length + of.length)
            .putInt(name.length)
            .put(name)
            .put(of)
            .array();
    try {
      return HexFormat.of().formatHex(fingerprints.computePrimary(input, FINGERPRINT_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot take a fingerprint for " + purpose, e);
    }
  }
}
