package com.aegispay.payments.store;

import com.aegispay.outbox.Event;
import com.aegispay.outbox.EventBody;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentHistory;
import com.aegispay.payments.payment.Refund;
import com.aegispay.payments.view.PaymentView;
import com.aegispay.payments.view.Published;
import com.aegispay.payments.view.RefundView;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the law makes of a payment's stored events: what every row and every published event that
 * was derived from them has to say. For whoever checks that they do.
 */
public final class ReplayEvents {

  /** An event as it is stored. */
  public record Stored(String kind, int version, String payload, String eventId) {}

  /**
   * A payment by its events.
   *
   * @param object the public payment, as JSON
   * @param refunds the public refunds, as JSON, by their ids
   * @param published each event as it is published, as JSON, in the order of the events
   */
  public record Replayed(
      Payment payment, String object, Map<String, String> refunds, List<String> published) {}

  private final EventCodec codec = new EventCodec();
  private final JsonMapper json;
  private final EventBody eventBody;

  /**
   * @param json the mapper that the service answers with
   */
  public ReplayEvents(JsonMapper json) {
    this.json = json;
    this.eventBody = new EventBody(json);
  }

  /**
   * Replays the events of one payment, all of them, from the first on.
   *
   * @throws RuntimeException when they cannot be read, or are none that the law could have made
   */
  public Replayed replay(List<Stored> stored) {
    List<PaymentEvent> events =
        stored.stream()
            .map(event -> codec.read(event.kind(), event.version(), event.payload()))
            .toList();
    Payment payment = PaymentHistory.replay(events);
    Map<String, String> refunds = new LinkedHashMap<>();
    for (Refund refund : payment.refunds()) {
      refunds.put(refund.id().value(), json.writeValueAsString(RefundView.of(payment, refund)));
    }
    Iterator<String> ids = stored.stream().map(Stored::eventId).iterator();
    List<Event> published = Published.of(null, events, ids::next);
    return new Replayed(
        payment,
        json.writeValueAsString(PaymentView.of(payment)),
        refunds,
        published.stream().map(eventBody::write).toList());
  }
}
