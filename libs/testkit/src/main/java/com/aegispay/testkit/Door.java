package com.aegispay.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP door of a service that a test has started on this machine. */
public record Door(String port) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** An answer, parsed where it is asked for its parts. */
  public record Answer(HttpResponse<String> http) {

    public int status() {
      return http.statusCode();
    }

    public String raw() {
      return http.body();
    }

    public HttpHeaders headers() {
      return http.headers();
    }

    public @Nullable String header(String name) {
      return headers().firstValue(name).orElse(null);
    }

    public JsonNode body() {
      return JsonMapper.shared().readTree(raw());
    }

    public JsonNode at(String pointer) {
      return body().at(pointer);
    }

    public String text(String pointer) {
      return at(pointer).asString();
    }

    public long number(String pointer) {
      return at(pointer).longValue();
    }
  }

  /**
   * Sends a request.
   *
   * @param key sent as bearer token; null sends none
   * @param body sent as JSON unless the headers say otherwise; null sends none
   * @param headers names and values in turn
   */
  public Answer call(
      String method, String path, @Nullable String key, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (body != null && !List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
