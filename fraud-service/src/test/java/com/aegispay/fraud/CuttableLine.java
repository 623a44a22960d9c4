package com.aegispay.fraud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A line to a server that a test cuts and mends; while it is cut, callers are hung up on. */
final class CuttableLine implements AutoCloseable {

  private final URI server;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean cut;

  CuttableLine(String serverUrl, boolean cut) {
    this.server = URI.create(serverUrl);
    this.cut = cut;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    var _ = threads.submit(this::accept);
  }

  String url() {
    return "redis://127.0.0.1:" + door.getLocalPort();
  }

  void mend() {
    cut = false;
  }

  void cut() throws IOException {
    cut = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  private Void accept() throws IOException {
    while (true) {
      Socket caller = door.accept();
      if (cut) {
        caller.close();
        continue;
      }
      Socket answerer = new Socket(server.getHost(), server.getPort());
      open.add(caller);
      open.add(answerer);
      var _ = threads.submit(() -> carry(caller, answerer));
      var _ = threads.submit(() -> carry(answerer, caller));
    }
  }

  private static Void carry(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
    threads.shutdownNow();
  }
}
