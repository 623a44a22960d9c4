package com.aegispay.lab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.lab.load.Caller;
import com.aegispay.lab.load.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A merchant that takes card payments, with the tokens of its customers.
 *
 * @param tokens stored cards
 */
record Till(String apiKey, List<String> tokens) {

  private static final int TOKENS = 20;
  private static final int CUSTOMERS = 2_000;

  /** Documented test cards: velocity is counted and adds no points, so that nothing is declined. */
  private static final List<String> NUMBERS = List.of("4242424242424242", "5555555555554444");

  Till {
    tokens = List.copyOf(tokens);
  }

  /** Opens one through the public API. */
  static Till open(Caller caller, String operatorKey) {
    Answer merchant =
        caller.make(
            operatorKey,
            "/v1/merchants",
            "{\"name\": \"Bench\", \"email\": \"bench@example.com\", \"country\": \"DE\","
                + " \"default_currency\": \"EUR\"}");
    String apiKey = merchant.text("/api_key/secret");
    var tokens = new ArrayList<String>();
    for (int i = 0; i < TOKENS; i++) {
      String card =
          "{\"card\": {\"number\": \"%s\", \"exp_month\": 12, \"exp_year\": 2040, \"cvc\": \"123\"}}"
              .formatted(NUMBERS.get(i % NUMBERS.size()));
      tokens.add(caller.make(apiKey, "/v1/tokens", card).text("/id"));
    }
    return new Till(apiKey, tokens);
  }

  /** A payment as it goes over the wire, with a key of its own. */
  byte[] payment(RandomGenerator random, String idempotencyKey) {
    int customer = random.nextInt(CUSTOMERS);
    String body =
        """
        {"amount": %d, "currency": "EUR", "payment_method": {"type": "card", "token": "%s"}, \
        "capture_method": "automatic", "customer": {"id": "cust_%d", "email": "c%d@example.com", \
        "country": "DE", "ip": "203.0.%d.%d"}, "description": "Order %s", "metadata": {"order": "%s"}}"""
            .formatted(
                random.nextInt(500, 20_000),
                tokens.get(random.nextInt(tokens.size())),
                customer,
                customer,
                customer >> 8,
                customer & 255,
                idempotencyKey,
                idempotencyKey);
    return ("POST /v1/payments HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + apiKey
            + "\r\nContent-Type: application/json\r\nIdempotency-Key: "
            + idempotencyKey
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return "Till[%d tokens]".formatted(tokens.size());
  }
}
