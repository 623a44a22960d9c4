package com.aegispay.lab.fleet;

import java.io.IOException;

/** A process of the fleet. */
public interface Node extends AutoCloseable {

  String name();

  /** Starts it, again too; returns when it does its work. */
  void start() throws IOException;

  /** Ends it by SIGKILL; returns when it is gone. */
  void kill() throws IOException;

  /** Ends it as an orchestrator does. */
  @Override
  void close() throws IOException;
}
