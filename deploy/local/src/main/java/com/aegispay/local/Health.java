package com.aegispay.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks the services whether they are ready, as an orchestrator does. */
final class Health {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Health() {}

  /** Returns when each is ready; after a minute it gives up on the one that is not. */
  static void await(Map<String, URI> services) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      for (var service : services.entrySet()) {
        while (!isReady(client, service.getValue())) {
          if (System.nanoTime() > deadline) {
            throw new IOException(
                service.getKey() + " is not ready after " + LIMIT.toSeconds() + " s");
          }
          TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
      }
    }
  }

  private static boolean isReady(HttpClient client, URI service) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(service.resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
