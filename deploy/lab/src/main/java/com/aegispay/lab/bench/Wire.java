package com.aegispay.lab.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * A kept-alive HTTP/1.1 connection that costs next to nothing: the load shares the processors with
 * what it measures.
 */
final class Wire implements AutoCloseable {

  private static final int BUFFER = 32 * 1024;
  private static final int TIMEOUT_MS = 30_000;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Socket socket;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private long usedAt = System.nanoTime();
  private boolean kept = true;

  /** What came back: the head's own words, and the body where it was one piece. */
  record Answer(int status, String head, String body) {

    /** Milliseconds of {@code Server-Timing}; 0 where it is silent. */
    double timing(String name) {
      int at = head.indexOf(name + ";dur=");
      if (at < 0) {
        return 0;
      }
      int from = at + name.length() + 5;
      int to = from;
      while (to < head.length() && (Character.isDigit(head.charAt(to)) || head.charAt(to) == '.')) {
        to++;
      }
      return Double.parseDouble(head.substring(from, to));
    }
  }

  Wire(URI to) throws IOException {
    this.socket = new Socket(to.getHost(), to.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
  }

  /** Sends a whole request and reads its whole answer. */
  Answer ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    filled = 0;
    int end = -1;
    while (end < 0) {
      read();
      end = endOfHead();
    }
    String head = new String(buffer, 0, end, ISO_8859_1).toLowerCase(Locale.ROOT);
    int status = Integer.parseInt(head.substring(9, 12));
    int at = head.indexOf("content-length:");
    String body = at < 0 ? chunks(end) : body(end, length(head, at));
    kept = !head.contains("connection: close");
    usedAt = System.nanoTime();
    return new Answer(status, head, body);
  }

  /** Whether the other end still listens: it leaves after a number of requests or after a while. */
  boolean isOpen() {
    return kept && System.nanoTime() - usedAt < IDLE.toNanos();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String body(int from, int length) throws IOException {
    while (filled < from + length) {
      read();
    }
    return new String(buffer, from, length, ISO_8859_1);
  }

  /** The last chunk is empty, and nothing else of ours ends so. */
  private String chunks(int from) throws IOException {
    while (!endsWith("\r\n0\r\n\r\n")) {
      read();
    }
    return new String(buffer, from, filled - from, ISO_8859_1);
  }

  private boolean endsWith(String text) {
    return filled >= text.length()
        && new String(buffer, filled - text.length(), text.length(), ISO_8859_1).equals(text);
  }

  private static int length(String head, int at) {
    return Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
  }

  private int endOfHead() {
    for (int i = 3; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private void read() throws IOException {
    int read = socket.getInputStream().read(buffer, filled, BUFFER - filled);
    if (read <= 0) {
      throw new EOFException("the connection ended within an answer");
    }
    filled += read;
  }
}
