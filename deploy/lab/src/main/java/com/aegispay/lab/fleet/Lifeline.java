package com.aegispay.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.function.Consumer;

/**
 * Ties a child process to the lab: it says on standard output that it is ready, takes orders from
 * standard input, and ends when that ends. So no child outlives a lab, however it died.
 */
final class Lifeline {

  static final String READY = "ready";

  private Lifeline() {}

  static void hold(Consumer<String> orders) {
    Thread.ofPlatform().daemon().name("lifeline").start(() -> listen(orders));
  }

  static void ready() {
    System.out.println(READY);
  }

  private static void listen(Consumer<String> orders) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        orders.accept(line);
      }
    } catch (IOException e) {
      // The same as its end.
    }
    Runtime.getRuntime().halt(1);
  }
}
