package com.aegispay.lab.load;

import com.aegispay.lab.load.Caller.Answer;
import java.util.EnumMap;
import java.util.Map;

/**
 * A merchant of the load.
 *
 * @param tokens a stored card of each kind
 */
public record Shop(String merchant, String apiKey, Map<Card, String> tokens) {

  public Shop {
    tokens = Map.copyOf(tokens);
  }

  /**
   * Opens a shop through the public API: a merchant, its webhook endpoint, its customers' cards.
   */
  static Shop open(Caller caller, String operatorKey, WebhookReceiver webhooks) {
    Answer merchant =
        caller.make(
            operatorKey,
            "/v1/merchants",
            """
            {"name": "Load", "email": "load@example.com", "country": "DE", "default_currency": "EUR"}
            """);
    String apiKey = merchant.text("/api_key/secret");
    Answer endpoint =
        caller.make(
            apiKey,
            "/v1/webhook_endpoints",
            "{\"url\": \"%s\", \"enabled_events\": [\"*\"]}".formatted(webhooks.url()));
    webhooks.expect(endpoint.text("/secret"));
    var tokens = new EnumMap<Card, String>(Card.class);
    for (Card card : Card.values()) {
      Answer token =
          caller.make(
              apiKey,
              "/v1/tokens",
              "{\"card\": {\"number\": \"%s\", \"exp_month\": 12, \"exp_year\": 2040, \"cvc\": \"123\"}}"
                  .formatted(card.number()));
      tokens.put(card, token.text("/id"));
    }
    return new Shop(merchant.text("/id"), apiKey, tokens);
  }

  /** Prints no key. */
  @Override
  public String toString() {
    return "Shop[" + merchant + "]";
  }
}
