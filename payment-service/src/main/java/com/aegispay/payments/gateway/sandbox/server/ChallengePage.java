package com.aegispay.payments.gateway.sandbox.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.payments.gateway.sandbox.server.Challenges.Challenge;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The page that stands for a bank's 3-D Secure challenge. {@code curl -d result=approve URL} does
 * what its button does.
 */
final class ChallengePage {

  static final String PATH = "/challenges/";

  private static final int OK = 200;
  private static final int SEE_OTHER = 303;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int MAX_BODY = 256;

  private final Challenges challenges;
  private final InstantSource clock;

  ChallengePage(Challenges challenges, InstantSource clock) {
    this.challenges = challenges;
    this.clock = clock;
  }

  /** Serves {@code /challenges/<gateway>/<reference>}: GET shows the page, POST answers it. */
  void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    Optional<Challenge> found =
        path.length == 4 ? challenges.find(path[2], path[3]) : Optional.empty();
    if (found.isEmpty()) {
      exchange.sendResponseHeaders(NOT_FOUND, -1);
    } else if (exchange.getRequestMethod().equals("POST")) {
      answer(exchange, path[2], path[3], found.get());
    } else {
      page(exchange, found.get().isOpen() ? question(found.get()) : done());
    }
  }

  private void answer(HttpExchange exchange, String gateway, String reference, Challenge challenge)
      throws IOException {
    String body = new String(exchange.getRequestBody().readNBytes(MAX_BODY), UTF_8);
    if (!body.equals("result=approve") && !body.equals("result=fail")) {
      exchange.sendResponseHeaders(BAD_REQUEST, -1);
      return;
    }
    boolean _ =
        challenges.complete(gateway, reference, body.equals("result=approve"), clock.instant());
    if (challenge.returnUrl() == null) {
      page(exchange, done());
    } else {
      exchange.getResponseHeaders().set("Location", challenge.returnUrl());
      exchange.sendResponseHeaders(SEE_OTHER, -1);
    }
  }

  private static void page(HttpExchange exchange, String text) throws IOException {
    byte[] body =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Sandbox bank</title></head>
        <body><h1>Sandbox bank</h1>
        %s
        </body></html>
        """
            .formatted(text)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(OK, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String question(Challenge challenge) {
    return """
        <p>Is it you who pays %d %s (in minor units)?</p>
        <form method="post"><button name="result" value="approve">Yes, approve</button>
        <button name="result" value="fail">No, fail</button></form>"""
        .formatted(challenge.amount(), challenge.currency());
  }

  private static String done() {
    return "<p>This is answered. You can close the page.</p>";
  }
}
