package com.aegispay.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Properties;

/**
 * The file that holds a keyring's keys, wrapped by the key-encryption key: two Tink keysets as
 * base64, {@code data} and {@code fingerprints}. Worthless to who has not the key-encryption key.
 *
 * <p>Rotation takes two steps, so that no running service meets a key it does not know: {@link
 * #addKey} (then restart every reader), then {@link #promoteNewestKey} (then restart again). Old
 * keys stay, what they sealed keeps opening. The fingerprint key never rotates: fingerprints are
 * compared with old ones.
 */
public final class KeyringFile {

  private record Part(String label, Configuration configuration, Parameters parameters) {

    private KeysetHandle newKeys() throws GeneralSecurityException {
      return KeysetHandle.generateNew(parameters, configuration);
    }
  }

  private static final Part DATA =
      new Part("data", AeadConfig2026.get(), PredefinedAeadParameters.AES256_GCM);
  private static final Part FINGERPRINTS =
      new Part("fingerprints", PrfConfig2026.get(), PredefinedPrfParameters.HMAC_SHA256_PRF);

  private final Path file;
  private final Aead keyEncryption;

  public KeyringFile(Path file, Aead keyEncryption) {
    this.file = file;
    this.keyEncryption = keyEncryption;
  }

  /** Makes the file with new keys, unless there is one or another process is faster. */
  public void create() {
    try {
      PrivateFiles.writeNew(file, content(DATA.newKeys(), FINGERPRINTS.newKeys()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make the keyring " + file, e);
    }
  }

  /**
   * The keyring.
   *
   * @throws IllegalStateException when there is no such file, or the key-encryption key does not
   *     open it
   */
  public Keyring open() {
    try {
      return new Keyring(read(DATA), read(FINGERPRINTS));
    } catch (GeneralSecurityException e) {
      throw unreadable(e);
    }
  }

  /** Step one of a rotation: a new key that unseals but does not seal yet. */
  public void addKey() {
    rewrite(
        KeysetHandle.newBuilder(read(DATA))
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()));
  }

  /** Step two of a rotation: the newest key seals from now on. */
  public void promoteNewestKey() {
    KeysetHandle.Builder keys = KeysetHandle.newBuilder(read(DATA));
    keys.getAt(keys.size() - 1).makePrimary();
    rewrite(keys);
  }

  private void rewrite(KeysetHandle.Builder keys) {
    try {
      PrivateFiles.replace(
          file, content(keys.setConfiguration(DATA.configuration).build(), read(FINGERPRINTS)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot rewrite the keyring " + file, e);
    }
  }

  private byte[] content(KeysetHandle data, KeysetHandle fingerprints)
      throws GeneralSecurityException {
    return "%s=%s\n%s=%s\n"
        .formatted(
            DATA.label,
            wrapped(DATA, data),
            FINGERPRINTS.label,
            wrapped(FINGERPRINTS, fingerprints))
        .getBytes(UTF_8);
  }

  private String wrapped(Part part, KeysetHandle keys) throws GeneralSecurityException {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            TinkProtoKeysetFormat.serializeEncryptedKeyset(
                keys, keyEncryption, part.label.getBytes(UTF_8), part.configuration));
  }

  private KeysetHandle read(Part part) {
    try {
      Properties content = new Properties();
      content.load(new StringReader(Files.readString(file)));
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
          Base64.getUrlDecoder().decode(content.getProperty(part.label, "")),
          keyEncryption,
          part.label.getBytes(UTF_8),
          part.configuration);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the keyring " + file, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private IllegalStateException unreadable(Exception cause) {
    return new IllegalStateException(
        "The keyring %s is damaged or belongs to another key-encryption key.".formatted(file),
        cause);
  }
}
