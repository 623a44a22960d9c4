package com.aegispay.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for servers that start later. They lie below those that Linux gives to outgoing connections
 * (32768 and more): one of these may be a connection's by the time its server starts.
 */
public final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 1000;

  private FreePorts() {}

  /** Neighbouring loopback ports that nobody listens on at this moment. */
  public static List<Integer> find(int count) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, LAST - count);
      List<Integer> ports = IntStream.range(first, first + count).boxed().toList();
      if (ports.stream().allMatch(FreePorts::isFree)) {
        return ports;
      }
    }
    throw new IOException(
        "no %d neighbouring ports are free from %d to %d".formatted(count, FIRST, LAST));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
