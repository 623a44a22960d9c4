package com.aegispay.fraud.feed;

import com.aegispay.fraud.flow.LearnOutcome;
import com.aegispay.fraud.rules.Outcome;
import com.aegispay.fraud.store.MerchantProfiles;
import com.aegispay.outbox.BatchHandler;
import com.aegispay.outbox.ReceivedEvent;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What fraud-service learns from the other services. */
public final class FraudFeed implements BatchHandler {

  /** Our own decline, which says nothing about the card. */
  private static final String BLOCKED = "payment_blocked";

  private final JsonMapper json;
  private final LearnOutcome learnOutcome;
  private final MerchantProfiles profiles;

  public FraudFeed(JsonMapper json, LearnOutcome learnOutcome, MerchantProfiles profiles) {
    this.json = json;
    this.learnOutcome = learnOutcome;
    this.profiles = profiles;
  }

  /** What is needed of an event's value; the rest may be anything. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Told(Instant occurredAt, Said data) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Said(@Nullable String code, @Nullable String country) {}
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    List<Outcome> outcomes = new ArrayList<>();
    for (ReceivedEvent event : events) {
      switch (event.type()) {
        case "payment.authorized", "payment.captured" ->
            outcomes.add(outcome(event, Outcome.Kind.APPROVED, told(event)));
        case "payment.failed" -> {
          Told told = told(event);
          if (!BLOCKED.equals(told.data().code())) {
            outcomes.add(outcome(event, Outcome.Kind.FAILED, told));
          }
        }
        case "merchant.created", "merchant.updated" -> {
          String country = told(event).data().country();
          if (country != null) {
            profiles.locate(event.merchantId(), country);
          }
        }
        default -> {
          // Nothing to learn from the other types.
        }
      }
    }
    learnOutcome.learn(outcomes);
  }

  private static Outcome outcome(ReceivedEvent event, Outcome.Kind kind, Told told) {
    return new Outcome(event.merchantId(), event.subject(), kind, told.occurredAt());
  }

  private Told told(ReceivedEvent event) {
    return json.readValue(event.body(), Told.class);
  }
}
