package com.aegispay.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class KeyringTest {

  private static final byte[] SECRET = "what nobody may read".getBytes(UTF_8);
  private static final String HERE = "card:tok_1";

  @TempDir Path directory;
  private Path file = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void paths() {
    file = directory.resolve("keys/keyring");
    key = directory.resolve("keys/keyring.kek");
  }

  @Test
  void what_is_sealed_opens_again_also_after_a_restart() throws Exception {
    String sealed = made().open().seal(SECRET, HERE);

    assertThat(sealed).matches("[A-Za-z0-9_-]+");
    assertThat(new KeyringFile(file, keyEncryption()).open().unseal(sealed, HERE))
        .isEqualTo(SECRET);
  }

  @Test
  void the_same_secret_never_looks_the_same() throws Exception {
    Keyring keyring = made().open();

    assertThat(keyring.seal(SECRET, HERE)).isNotEqualTo(keyring.seal(SECRET, HERE));
  }

  @Test
  void what_was_sealed_for_one_place_does_not_open_in_another() throws Exception {
    Keyring keyring = made().open();
    String sealed = keyring.seal(SECRET, HERE);

    assertThatIllegalArgumentException().isThrownBy(() -> keyring.unseal(sealed, "card:tok_2"));
  }

  @Test
  void a_changed_seal_does_not_open() throws Exception {
    Keyring keyring = made().open();
    String sealed = keyring.seal(SECRET, HERE);
    String changed = sealed.substring(0, 20) + (sealed.charAt(20) == 'A' ? 'B' : 'A');

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyring.unseal(changed + sealed.substring(21), HERE));
    assertThatIllegalArgumentException().isThrownBy(() -> keyring.unseal("not base64!", HERE));
  }

  @Test
  void after_a_rotation_the_new_key_seals_and_both_unseal() throws Exception {
    KeyringFile stored = made();
    Keyring before = stored.open();
    String old = before.seal(SECRET, HERE);

    stored.addKey();
    Keyring between = stored.open();
    assertThat(before.unseal(between.seal(SECRET, HERE), HERE)).isEqualTo(SECRET);

    stored.promoteNewestKey();
    Keyring after = stored.open();
    String sealedByNewKey = after.seal(SECRET, HERE);
    assertThat(after.unseal(old, HERE)).isEqualTo(SECRET);
    assertThat(between.unseal(sealedByNewKey, HERE)).isEqualTo(SECRET);
    assertThatIllegalArgumentException().isThrownBy(() -> before.unseal(sealedByNewKey, HERE));
    assertThat(after.fingerprint("p", SECRET)).isEqualTo(before.fingerprint("p", SECRET));
  }

  @Test
  void fingerprints_are_stable_keyed_and_of_one_purpose() throws Exception {
    Keyring keyring = made().open();
    Path elsewhere = directory.resolve("other");
    KeyringFile other = new KeyringFile(elsewhere, keyEncryption());
    other.create();

    String fingerprint = keyring.fingerprint("card:mer_1", SECRET);
    assertThat(fingerprint).matches("[0-9a-f]{64}");
    assertThat(keyring.fingerprint("card:mer_1", SECRET)).isEqualTo(fingerprint);
    assertThat(keyring.fingerprint("card:mer_2", SECRET)).isNotEqualTo(fingerprint);
    assertThat(other.open().fingerprint("card:mer_1", SECRET)).isNotEqualTo(fingerprint);
    assertThat(keyring.fingerprint("ab", "c".getBytes(UTF_8)))
        .isNotEqualTo(keyring.fingerprint("a", "bc".getBytes(UTF_8)));
  }

  @Test
  void the_file_shows_no_key_and_opens_only_with_its_key() throws Exception {
    KeyringFile stored = made();
    Path otherKey = directory.resolve("other.kek");
    LocalKeyClient.create(otherKey);
    Aead stranger = new LocalKeyClient().getAead(otherKey.toUri().toString());

    assertThatThrownBy(() -> new KeyringFile(file, stranger).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("damaged or belongs to another key-encryption key");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(key)).isEqualTo("rw-------");
    assertThat(stored.open()).isNotNull();
  }

  @Test
  void a_missing_keyring_is_made_only_when_asked_for() {
    context()
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("There is no keyring"));
    assertThat(file).doesNotExist();

    context()
        .withPropertyValues("aegispay.keyring.create=true")
        .run(context -> assertThat(context).hasSingleBean(Keyring.class));
    context().run(context -> assertThat(context).hasSingleBean(Keyring.class));
  }

  @Test
  void a_lost_key_is_not_replaced_by_a_new_one() throws Exception {
    assertThat(made().open()).isNotNull();
    Files.delete(key);

    context()
        .withPropertyValues("aegispay.keyring.create=true")
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("Restore"));
    assertThat(key).doesNotExist();
  }

  @Test
  void a_key_that_every_user_can_read_is_refused() throws Exception {
    assertThat(made().open()).isNotNull();
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    context()
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("chmod 600"));
  }

  @Test
  void services_that_make_the_keyring_at_once_end_up_with_the_same() throws Exception {
    Callable<Keyring> start =
        () -> {
          LocalKeyClient.create(key);
          KeyringFile stored = new KeyringFile(file, keyEncryption());
          stored.create();
          return stored.open();
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Keyring>> rings =
          threads.invokeAll(List.of(start, start, start, start, start, start));
      String sealed = rings.getFirst().get().seal(SECRET, HERE);
      for (Future<Keyring> ring : rings) {
        assertThat(ring.get().unseal(sealed, HERE)).isEqualTo(SECRET);
      }
    }
    try (var left = Files.list(file.resolveSibling("."))) {
      assertThat(left.map(path -> Objects.requireNonNull(path.getFileName()).toString()))
          .containsExactlyInAnyOrder("keyring", "keyring.kek");
    }
  }

  private KeyringFile made() throws GeneralSecurityException {
    LocalKeyClient.create(key);
    KeyringFile stored = new KeyringFile(file, keyEncryption());
    stored.create();
    return stored;
  }

  private Aead keyEncryption() throws GeneralSecurityException {
    return new LocalKeyClient().getAead(key.toUri().toString());
  }

  private ApplicationContextRunner context() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(KeyringConfiguration.class))
        .withPropertyValues("aegispay.keyring.file=" + file);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
