package com.aegispay.local;

import org.jspecify.annotations.Nullable;

/**
 * Marks the threads of one service in a JVM that runs seven: a context class loader without classes
 * of its own, which every thread inherits from the one that starts it. The log asks for it.
 */
final class ServiceScope extends ClassLoader {
  ServiceScope(String service, ClassLoader parent) {
    super(service, parent);
  }

  /**
   * The service that the current thread works for; null in the launcher's, Kafka's and the JVM's
   * own threads.
   */
  static @Nullable String current() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    while (loader != null && !(loader instanceof ServiceScope)) {
      loader = loader.getParent();
    }
    return loader == null ? null : loader.getName();
  }
}
