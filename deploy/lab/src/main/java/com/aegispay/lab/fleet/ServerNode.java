package com.aegispay.lab.fleet;

import java.io.IOException;

/** A server that is no JVM of ours: it does not end with the lab by itself, so it is ended. */
abstract class ServerNode implements Node {

  private boolean over;

  @Override
  public final synchronized void start() throws IOException {
    if (over) {
      throw new IOException(name() + " is not started any more: the lab ends");
    }
    launch();
  }

  /** Ends it, and whoever wants to start it again comes too late. */
  final synchronized void end() throws IOException {
    over = true;
    close();
  }

  abstract void launch() throws IOException;
}
