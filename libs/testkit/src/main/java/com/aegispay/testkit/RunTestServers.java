package com.aegispay.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Runs the embedded servers for a whole test run, until its standard input ends or it is told to
 * stop.
 */
public final class RunTestServers {
  private RunTestServers() {}

  /** {@code file}: where to write the addresses when all servers answer. */
  public static void main(String[] file) throws IOException {
    EmbeddedServers.start().write(Path.of(file[0]));
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }
}
