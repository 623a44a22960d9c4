package com.aegispay.payments.gateway.sandbox.server;

import com.aegispay.payments.gateway.sandbox.SandboxProtocol;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Notice;
import com.aegispay.payments.gateway.sandbox.SandboxSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tells the platform unasked. */
final class Notices implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final @Nullable URI callback;
  private final SandboxSignature signature;
  private final JsonMapper json = SandboxProtocol.json();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  Notices(@Nullable URI callback, String secret) {
    this.callback = callback;
    this.signature = new SandboxSignature(secret);
  }

  /** Whether the platform took it; where there is nobody to tell, it is as if they did. */
  boolean send(String gateway, Notice notice) {
    if (callback == null) {
      return true;
    }
    byte[] body = json.writeValueAsBytes(notice);
    HttpRequest request =
        HttpRequest.newBuilder(callback.resolve("/gateway_webhooks/" + gateway))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header(SandboxSignature.HEADER, signature.of(body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
