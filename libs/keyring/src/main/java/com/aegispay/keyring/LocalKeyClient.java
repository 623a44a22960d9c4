package com.aegispay.keyring;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key-encryption key in a file of this machine, {@code file:///path}: for a laptop and for tests.
 * The file must not be open to every user.
 */
final class LocalKeyClient implements KmsClient {

  @Override
  public boolean doesSupport(String keyUri) {
    return keyUri.toLowerCase(Locale.ROOT).startsWith("file:/");
  }

  /** This client has no credentials. */
  @Override
  @CanIgnoreReturnValue
  public KmsClient withCredentials(@Nullable String credentialPath) {
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public KmsClient withDefaultCredentials() {
    return this;
  }

  @Override
  public Aead getAead(String keyUri) throws GeneralSecurityException {
    Path file = Path.of(URI.create(keyUri));
    PrivateFiles.requirePrivate(file);
    try {
      return TinkProtoKeysetFormat.parseKeyset(
              Files.readAllBytes(file), InsecureSecretKeyAccess.get(), AeadConfig2026.get())
          .getPrimitive(AeadConfig2026.get(), Aead.class);
    } catch (IOException e) {
      throw new GeneralSecurityException("cannot read the key file " + file, e);
    }
  }

  /** Makes the key, unless there is one. */
  static void create(Path file) throws GeneralSecurityException {
    PrivateFiles.writeNew(
        file,
        TinkProtoKeysetFormat.serializeKeyset(
            KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()),
            InsecureSecretKeyAccess.get(),
            AeadConfig2026.get()));
  }
}
