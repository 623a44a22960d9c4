package com.aegispay.keyring;

import com.google.crypto.tink.KmsClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The {@link Keyring} of a service that names its file. */
@AutoConfiguration
@ConditionalOnProperty("aegispay.keyring.file")
@EnableConfigurationProperties(KeyringProperties.class)
public class KeyringConfiguration {

  @Bean
  Keyring keyring(KeyringProperties properties, ObjectProvider<KmsClient> clients)
      throws GeneralSecurityException {
    Path file = properties.file();
    String keyUri = properties.keyUriOrDefault();
    LocalKeyClient local = new LocalKeyClient();
    KmsClient kms =
        Stream.concat(clients.orderedStream(), Stream.of(local))
            .filter(client -> client.doesSupport(keyUri))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No KmsClient of this service supports the aegispay.keyring.key-uri '%s'."
                            .formatted(keyUri)));
    if (Files.notExists(file) && !properties.create()) {
      throw new IllegalStateException(
          "There is no keyring %s. Set aegispay.keyring.file to the one that sealed this service's data; only a new installation sets aegispay.keyring.create=true."
              .formatted(file.toAbsolutePath()));
    }
    if (kms.equals(local)) {
      provideKeyFile(Path.of(URI.create(keyUri)), file);
    }
    KeyringFile keyring = new KeyringFile(file, kms.getAead(keyUri));
    if (Files.notExists(file)) {
      keyring.create();
    }
    return keyring.open();
  }

  /** The key is made before the keyring, so a keyring without its key has lost it. */
  private static void provideKeyFile(Path key, Path keyring) throws GeneralSecurityException {
    if (Files.notExists(keyring)) {
      LocalKeyClient.create(key);
    } else if (Files.notExists(key)) {
      throw new IllegalStateException(
          "The keyring %s is there, but its key %s is not. Restore it: a new key cannot open the keyring."
              .formatted(keyring.toAbsolutePath(), key));
    }
  }
}
