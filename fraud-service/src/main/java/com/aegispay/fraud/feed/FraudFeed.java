package com.aegispay.fraud.feed;

import com.aegispay.fraud.flow.LearnOutcome;
import com.aegispay.fraud.store.MerchantProfiles;
import com.aegispay.outbox.EventHandler;
import com.aegispay.outbox.ReceivedEvent;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What fraud-service learns from the other services. */
public final class FraudFeed implements EventHandler {

  /** Our own decline, which says nothing about the card. */
  private static final String BLOCKED = "payment_blocked";

  private final JsonMapper json;
  private final LearnOutcome outcomes;
  private final MerchantProfiles profiles;

  public FraudFeed(JsonMapper json, LearnOutcome outcomes, MerchantProfiles profiles) {
    this.json = json;
    this.outcomes = outcomes;
    this.profiles = profiles;
  }

  /** What is needed of an event's value; the rest may be anything. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Told(Instant occurredAt, Said data) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Said(@Nullable String code, @Nullable String country) {}
  }

  @Override
  public void apply(ReceivedEvent event) {
    switch (event.type()) {
      case "payment.authorized", "payment.captured" ->
          outcomes.approved(event.merchantId(), event.subject(), told(event).occurredAt());
      case "payment.failed" -> {
        Told told = told(event);
        if (!BLOCKED.equals(told.data().code())) {
          outcomes.failed(event.merchantId(), event.subject(), told.occurredAt());
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

  private Told told(ReceivedEvent event) {
    return json.readValue(event.body(), Told.class);
  }
}
