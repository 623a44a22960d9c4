package com.aegispay.lab.crash;

import com.aegispay.lab.fleet.FaultSteps;
import com.aegispay.lab.load.WebhookReceiver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Who is killed, and where.
 *
 * @param victim a service, or {@code postgres}, {@code kafka} or {@code redis}
 * @param step {@link #MOMENT} for any moment, or the numbered step at which it dies
 */
record Casualty(String victim, String step) {

  static final String MOMENT = "any moment";

  /** A step that the receiver of webhooks sees, not the service. */
  private static final String WEBHOOK = "WEBHOOK.";

  /** Every step of every service, and moments of each victim. */
  static final List<Casualty> DECK = deck();

  boolean atMoment() {
    return step.equals(MOMENT);
  }

  /** Whether the receiver of webhooks is who sees the step. */
  boolean atWebhook(WebhookReceiver.Moment moment) {
    return step.equals(WEBHOOK + moment.name());
  }

  boolean seenByReceiver() {
    return step.startsWith(WEBHOOK);
  }

  /** Its place in the table: any moment first, then the steps in their own order. */
  int order() {
    return atMoment() ? -1 : DECK.indexOf(this);
  }

  private static List<Casualty> deck() {
    var deck = new ArrayList<Casualty>();
    moments(deck, "payment-service", 7);
    moments(deck, "outbox-relay", 4);
    moments(deck, "postgres", 9);
    moments(deck, "kafka", 6);
    moments(deck, "redis", 4);
    moments(deck, "settlement-service", 3);
    moments(deck, "notification-service", 3);
    moments(deck, "fraud-service", 2);
    moments(deck, "merchant-service", 2);
    moments(deck, "analytics-service", 1);
    for (String service :
        List.of(
            "payment-service",
            "outbox-relay",
            "settlement-service",
            "notification-service",
            "fraud-service",
            "analytics-service")) {
      FaultSteps.of(service).stream().map(step -> new Casualty(service, step)).forEach(deck::add);
    }
    Arrays.stream(WebhookReceiver.Moment.values())
        .map(moment -> new Casualty("notification-service", WEBHOOK + moment.name()))
        .forEach(deck::add);
    return List.copyOf(deck);
  }

  private static void moments(List<Casualty> deck, String victim, int many) {
    deck.addAll(Collections.nCopies(many, new Casualty(victim, MOMENT)));
  }
}
