package com.aegispay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @Test
  void secrets_survive_a_restart_and_only_their_owner_can_read_them(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("secrets.properties");
    var made = Secrets.of(file, new SecureRandom());
    var read = Secrets.of(file, new SecureRandom());

    assertThat(read.operatorKey()).isEqualTo(made.operatorKey()).isNotEqualTo(made.internalKey());
    assertThat(read.postgresRole("payment_owner"))
        .isEqualTo(made.postgresRole("payment_owner"))
        .hasSize(43);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_secret_that_an_earlier_version_did_not_have_is_added(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("secrets.properties");
    Files.writeString(file, "postgres=of-the-kept-data\n");
    var read = Secrets.of(file, new SecureRandom());

    assertThat(read.postgresAdmin()).isEqualTo("of-the-kept-data");
    assertThat(read.postgresRole("payment_worker")).hasSize(43);
    assertThat(Secrets.of(file, new SecureRandom()).postgresRole("payment_worker"))
        .isEqualTo(read.postgresRole("payment_worker"));
  }
}
