package com.aegispay.notification.feed;

import com.aegispay.notification.flow.QueueEvent;
import com.aegispay.notification.webhook.Webhook;
import com.aegispay.notification.webhook.WebhookBody;
import com.aegispay.outbox.ReceivedEvent;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to payments, refunds, reviews, settlements and payouts. Every event that carries a
 * public object becomes a webhook; which endpoints want it is theirs to say.
 */
@Component
public class EventFeed {

  /** As they are: an object is passed on, not interpreted. */
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final QueueEvent queue;

  public EventFeed(QueueEvent queue) {
    this.queue = queue;
  }

  public void apply(List<ReceivedEvent> events) {
    queue.toSubscribers(events, EventFeed::webhook);
  }

  private static Optional<Webhook> webhook(ReceivedEvent event) {
    JsonNode envelope = JSON.readTree(event.body());
    JsonNode object = envelope.path("object");
    if (!object.isObject()) {
      return Optional.empty();
    }
    boolean livemode = envelope.required("livemode").booleanValue();
    String happenedAt = envelope.required("occurred_at").stringValue();
    WebhookBody body =
        new WebhookBody(event.id(), event.type(), happenedAt, event.sequence(), livemode, object);
    return Optional.of(
        new Webhook(event.merchantId(), event.id(), event.type(), livemode, body.json()));
  }
}
