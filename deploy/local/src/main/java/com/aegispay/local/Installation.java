package com.aegispay.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory in which one installation keeps everything: data, logs, secrets. Only its owner can
 * look inside.
 *
 * @param directory {@code .aegispay} unless told otherwise
 */
public record Installation(Path directory) {
  public Installation {
    directory = directory.toAbsolutePath().normalize();
  }

  /** Makes the directories. */
  public void prepare() throws IOException {
    Files.createDirectories(logs());
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  public Path logs() {
    return directory.resolve("logs");
  }

  public Path secrets() {
    return directory.resolve("secrets.properties");
  }

  public Path keyring() {
    return directory.resolve("keyring.json");
  }

  Path demoMerchant() {
    return directory.resolve("demo-merchant.json");
  }

  Path facts() {
    return directory.resolve("local.json");
  }

  Path pid() {
    return directory.resolve("launcher.pid");
  }

  /** Writes a file that only its owner can read; a reader sees the old text or the new one. */
  public static void writePrivately(Path file, String text) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "part", "", ownerOnly);
    Files.writeString(part, text);
    Path moved =
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (!moved.equals(file)) {
      throw new IOException("could not write " + file);
    }
  }
}
