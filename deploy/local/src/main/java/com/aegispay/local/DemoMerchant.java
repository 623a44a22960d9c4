package com.aegispay.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The merchant that a new installation has from the start. Its key is shown by the API once, so it
 * is kept here.
 */
record DemoMerchant(
    @JsonProperty("merchant_id") String merchantId, @JsonProperty("secret_key") String secretKey) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String REQUEST =
      """
      {"name": "Demo Shop", "email": "demo@example.com", "country": "DE", "default_currency": "EUR"}
      """;

  /** The one that was kept, or a new one made through the front door. */
  static DemoMerchant of(Path file, URI frontDoor, String operatorKey)
      throws IOException, InterruptedException {
    if (Files.exists(file)) {
      return JSON.readValue(Files.readString(file), DemoMerchant.class);
    }
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(frontDoor.resolve("/v1/merchants"))
              .timeout(Duration.ofSeconds(20))
              .header("Authorization", "Bearer " + operatorKey)
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", UUID.randomUUID().toString())
              .POST(HttpRequest.BodyPublishers.ofString(REQUEST))
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new IOException(
            "the demo merchant could not be made: " + answer.statusCode() + " " + answer.body());
      }
      JsonNode merchant = JSON.readTree(answer.body());
      var made =
          new DemoMerchant(
              merchant.required("id").asString(),
              merchant.required("api_key").required("secret").asString());
      Installation.writePrivately(file, JSON.writeValueAsString(made));
      return made;
    }
  }
}
