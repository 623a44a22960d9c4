package com.aegispay.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API as one caller uses it. */
record Api(HttpClient client, URI base, String key) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** An answer of the API. */
  record Answer(int status, JsonNode body) {
    /** The text at a JSON pointer; empty when there is none. */
    String text(String pointer) {
      return body.at(pointer).asString("");
    }

    long number(String pointer) {
      return body.at(pointer).asLong(0);
    }

    /** This answer, if it has one of the statuses; otherwise the demo ends and shows it. */
    Answer expect(int... statuses) {
      for (int expected : statuses) {
        if (status == expected) {
          return this;
        }
      }
      throw new DemoFailed("The API answered %d: %s".formatted(status, body));
    }
  }

  /** The same API with another key. */
  Api as(String otherKey) {
    return new Api(client, base, otherKey);
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /** Each call is a new request with an idempotency key of its own. */
  Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Every object of a list, newest first, page by page. */
  List<JsonNode> all(String path) {
    var found = new ArrayList<JsonNode>();
    String page = path + "?limit=100";
    while (true) {
      Answer answer = get(page).expect(200);
      answer.body().required("data").forEach(found::add);
      if (!answer.body().required("has_more").asBoolean()) {
        return found;
      }
      page = path + "?limit=100&starting_after=" + found.getLast().required("id").asString();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + key);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new DemoFailed("The platform does not answer at " + base + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted");
    }
  }
}
