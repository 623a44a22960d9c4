package com.aegispay.keyring;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the keys are.
 *
 * @param file the keyring: its keys, wrapped by the key-encryption key
 * @param keyUri the key-encryption key, as a KMS names it ({@code aws-kms://...}, {@code
 *     gcp-kms://...}; its Tink {@code KmsClient} must be a bean) or {@code file:///path}; without
 *     one it is the file beside the keyring, with {@code .kek} after its name
 * @param create make the files when they are missing: for the local default and for tests. A
 *     service that makes keys because it did not find them cannot read what others sealed
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.keyring", ignoreUnknownFields = false)
record KeyringProperties(
    @NotNull Path file, @Nullable String keyUri, @DefaultValue("false") boolean create) {

  String keyUriOrDefault() {
    return keyUri != null
        ? keyUri
        : file.toAbsolutePath().resolveSibling(file.getFileName() + ".kek").toUri().toString();
  }
}
