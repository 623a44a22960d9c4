package com.aegispay.local;

import org.jspecify.annotations.Nullable;

/**
 * The service that a thread works for, in a JVM that runs seven: each thread, virtual ones too, has
 * it from the thread that started it. The log asks for it.
 */
final class ServiceScope {
  private static final InheritableThreadLocal<@Nullable String> SERVICE =
      new InheritableThreadLocal<>();

  private ServiceScope() {}

  /** What may fail inside {@link #in}. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Runs the work, and every thread that it starts, as a part of the service. */
  static <T, E extends Exception> T in(String service, Work<T, E> work) throws E {
    SERVICE.set(service);
    try {
      return work.run();
    } finally {
      SERVICE.remove();
    }
  }

  /** Null in the launcher's, Kafka's and the JVM's own threads. */
  static @Nullable String current() {
    return SERVICE.get();
  }
}
