package com.aegispay.starter.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads requests without a body to their end, and lets a test do with the connection what it likes.
 * It hangs up on who says nothing for half a minute.
 */
final class RawServer implements Closeable {

  private static final int PATIENCE_MS = 30_000;

  private final ServerSocket door;
  private final Behaviour behaviour;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What is done with a request, the first being number 1; the connection is kept while true. */
  interface Behaviour {
    boolean answer(int request, OutputStream out) throws IOException;
  }

  RawServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = Thread.startVirtualThread(this::accept);
  }

  /** Says this to every request and keeps the connection. */
  static RawServer saying(String answer) throws IOException {
    return new RawServer(
        (_, out) -> {
          out.write(answer.getBytes(US_ASCII));
          return true;
        });
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + door.getLocalPort() + "/");
  }

  int requests() {
    return requests.get();
  }

  int connections() {
    return connections.get();
  }

  /** Connections that nobody has hung up. */
  int open() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = door.accept();
        connections.incrementAndGet();
        open.add(connection);
        var _ = Thread.startVirtualThread(() -> serve(connection));
      }
    } catch (IOException _) {
      // The door is closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setSoTimeout(PATIENCE_MS);
      while (readRequest(connection.getInputStream())
          && behaviour.answer(requests.incrementAndGet(), connection.getOutputStream())) {
        connection.getOutputStream().flush();
      }
    } catch (IOException _) {
      // The other side hung up.
    } finally {
      open.remove(connection);
    }
  }

  /** False when the connection ended before one came. */
  private static boolean readRequest(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 2) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
