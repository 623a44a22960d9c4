package com.aegispay.analytics.feed;

import com.aegispay.analytics.store.Merchants;
import com.aegispay.analytics.store.Payments;
import com.aegispay.analytics.store.Risk;
import com.aegispay.analytics.store.Settled;
import com.aegispay.outbox.BatchHandler;
import com.aegispay.outbox.ReceivedEvent;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the read models make of others' events, in the inbox's transaction. Every {@code payment.*}
 * event carries the payment, so that types which are not known here keep its status right all the
 * same. Other unknown types are nothing of ours; a version that is not known fails, because a
 * figure must not be wrong in silence.
 */
public final class EventDoor implements BatchHandler {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Merchants merchants;
  private final Payments payments;
  private final Settled settled;
  private final Risk risk;

  public EventDoor(Merchants merchants, Payments payments, Settled settled, Risk risk) {
    this.merchants = merchants;
    this.payments = payments;
    this.settled = settled;
    this.risk = risk;
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    Pending pending = new Pending(payments, risk);
    for (ReceivedEvent event : events) {
      apply(event, pending);
    }
    pending.write();
  }

  private void apply(ReceivedEvent event, Pending pending) {
    switch (event.type()) {
      case "merchant.created", "merchant.updated" -> merchant(event);
      case "payment.captured" -> {
        Told<Told.Money> moved = read(event, Told.Money.class);
        pending.became(changed(event, moved.data().amount()));
        pending.moved(
            new Payments.Movement(
                cause(event, moved), "capture", moved.data().currency(), moved.data().amount()));
      }
      case String type when type.startsWith("payment.") -> pending.became(changed(event, 0));
      case String type when type.startsWith("refund.") -> {
        pending.writeBefore(event.merchantId(), event.subject());
        refund(event);
      }
      case "fraud.assessed" -> pending.assessed(assessed(event));
      case "review.opened", "review.closed" -> reviewed(event);
      case "settlement.closed" -> closed(event);
      case "payout.created" -> payoutCreated(event);
      default -> {
        // Nothing that is counted here.
      }
    }
  }

  private void refund(ReceivedEvent event) {
    switch (event.type()) {
      case "refund.created" -> payments.refundCreated(cause(event, read(event, Told.Money.class)));
      case "refund.succeeded" -> {
        Told<Told.Money> moved = read(event, Told.Money.class);
        payments.refundSucceeded(
            cause(event, moved), moved.data().currency(), moved.data().amount());
      }
      case "refund.failed" -> {
        Told<Told.FailedRefund> failed = read(event, Told.FailedRefund.class);
        Payments.Cause cause = cause(event, failed);
        if (failed.data().reversed()) {
          payments.refundReversed(cause, failed.data().currency(), failed.data().amount());
        } else {
          payments.refundFailed(cause);
        }
      }
      default -> {
        // Nothing that is counted here.
      }
    }
  }

  private void merchant(ReceivedEvent event) {
    Told<Told.Merchant> told = read(event, Told.Merchant.class);
    merchants.keep(event.merchantId(), told.data().name(), told.occurredAt());
  }

  private static Payments.Became changed(ReceivedEvent event, long captured) {
    Told.OfPayment told = JSON.readValue(checked(event).body(), Told.OfPayment.class);
    Told.Payment now = told.object();
    return new Payments.Became(
        new Payments.Cause(
            event.merchantId(),
            event.subject(),
            event.sequence(),
            told.livemode(),
            told.occurredAt()),
        new Payments.Snapshot(
            now.status(),
            now.currency(),
            now.amount(),
            now.gateway(),
            event.type().equals("payment.authorized") || event.type().equals("payment.captured"),
            event.type().equals("payment.completed"),
            now.createdAt()),
        captured);
  }

  private static Risk.Assessed assessed(ReceivedEvent event) {
    Told<Told.Assessment> told = read(event, Told.Assessment.class);
    Told.Assessment data = told.data();
    return new Risk.Assessed(
        event.merchantId(),
        told.livemode(),
        new Risk.Assessment(data.assessment(), data.payment(), data.score(), data.decision()),
        told.occurredAt());
  }

  private void reviewed(ReceivedEvent event) {
    Told<Told.Review> told = read(event, Told.Review.class);
    Told.Review data = told.data();
    risk.reviewed(
        event.merchantId(),
        told.livemode(),
        new Risk.Review(data.review(), data.payment(), data.decision()),
        told.occurredAt());
  }

  private void closed(ReceivedEvent event) {
    Told<Told.Settlement> told = read(event, Told.Settlement.class);
    Told.Settlement data = told.data();
    settled.closed(
        event.merchantId(),
        told.livemode(),
        new Settled.Settlement(
            data.settlement(),
            data.currency(),
            data.gross(),
            data.fees(),
            data.refunds(),
            data.net()),
        told.occurredAt());
  }

  private void payoutCreated(ReceivedEvent event) {
    Told<Told.Payout> told = read(event, Told.Payout.class);
    Told.Payout data = told.data();
    settled.payoutCreated(
        event.merchantId(),
        told.livemode(),
        data.payout(),
        data.currency(),
        data.amount(),
        told.occurredAt());
  }

  private static Payments.Cause cause(ReceivedEvent event, Told<?> told) {
    return new Payments.Cause(
        event.merchantId(), event.subject(), event.sequence(), told.livemode(), told.occurredAt());
  }

  private static <D> Told<D> read(ReceivedEvent event, Class<D> data) {
    return JSON.readValue(
        checked(event).body(), JSON.getTypeFactory().constructParametricType(Told.class, data));
  }

  private static ReceivedEvent checked(ReceivedEvent event) {
    if (event.version() != 1) {
      throw new IllegalStateException(
          "%s has version %d, and 1 is known here".formatted(event.type(), event.version()));
    }
    return event;
  }
}
