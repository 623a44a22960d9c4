package com.aegispay.settlement.feed;

import com.aegispay.money.Money;
import com.aegispay.outbox.BatchHandler;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Bookkeeping;
import com.aegispay.settlement.ledger.Cause;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.ledger.FeePlan;
import com.aegispay.settlement.store.FeePlans;
import com.aegispay.settlement.store.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the books make of others' events. It runs in the inbox's transaction; an event of a version
 * that is not known here fails, because money must not be passed over.
 */
public final class EventDoor implements BatchHandler {

  private static final String CAPTURED = "payment.captured";

  private static final Logger LOG = LoggerFactory.getLogger(EventDoor.class);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Ledger ledger;
  private final FeePlans feePlans;

  public EventDoor(Ledger ledger, FeePlans feePlans) {
    this.ledger = ledger;
    this.feePlans = feePlans;
  }

  record Envelope<D>(boolean livemode, Instant occurredAt, D data) {}

  record Capture(String gateway, long amount, String currency) {}

  record Refund(String refund, String gateway, long amount, String currency) {}

  record Returned(String gateway, long amount, String currency) {}

  record FailedRefund(
      String refund, String gateway, long amount, String currency, boolean reversed) {}

  record Merchant(Fees feePlan) {}

  record Fees(int basisPoints, long fixedMinor) {}

  /** Merchants come first in the batch, so that their plans count for its captures. */
  @Override
  public void apply(List<ReceivedEvent> events) {
    for (ReceivedEvent event : events) {
      if (event.type().equals("merchant.created") || event.type().equals("merchant.updated")) {
        keep(event, read(event, Merchant.class));
      }
    }
    Map<String, FeePlans.History> plans =
        feePlans.of(
            events.stream()
                .filter(event -> event.type().equals(CAPTURED))
                .map(ReceivedEvent::merchantId)
                .collect(Collectors.toSet()));
    post(events.stream().flatMap(event -> entry(event, plans).stream()).toList());
  }

  private Optional<Entry> entry(ReceivedEvent event, Map<String, FeePlans.History> plans) {
    return switch (event.type()) {
      case CAPTURED -> Optional.of(charge(event, read(event, Capture.class), plans));
      case "refund.succeeded" -> Optional.of(refund(event, read(event, Refund.class)));
      case "refund.failed" -> {
        Envelope<FailedRefund> failed = read(event, FailedRefund.class);
        yield failed.data().reversed()
            ? Optional.of(refundFailure(event, failed))
            : Optional.empty();
      }
      case "payment.reversal_returned" -> Optional.of(returned(event, false));
      case "payment.return_reversed" -> Optional.of(returned(event, true));
      default -> Optional.empty();
    };
  }

  private static Entry returned(ReceivedEvent event, boolean reversed) {
    Envelope<Returned> moved = read(event, Returned.class);
    Book book = new Book(event.merchantId(), moved.livemode());
    Money amount = Money.of(moved.data().amount(), moved.data().currency());
    String gateway = moved.data().gateway();
    return reversed
        ? Bookkeeping.returnReversed(book, cause(event), moved.occurredAt(), gateway, amount)
        : Bookkeeping.returned(book, cause(event), moved.occurredAt(), gateway, amount);
  }

  private static Entry charge(
      ReceivedEvent event, Envelope<Capture> captured, Map<String, FeePlans.History> plans) {
    return Bookkeeping.charge(
        new Book(event.merchantId(), captured.livemode()),
        cause(event),
        captured.occurredAt(),
        captured.data().gateway(),
        Money.of(captured.data().amount(), captured.data().currency()),
        Objects.requireNonNull(plans.get(event.merchantId())).at(captured.occurredAt()));
  }

  private static Entry refund(ReceivedEvent event, Envelope<Refund> refunded) {
    return Bookkeeping.refund(
        new Book(event.merchantId(), refunded.livemode()),
        cause(event),
        refunded.occurredAt(),
        refunded.data().refund(),
        refunded.data().gateway(),
        Money.of(refunded.data().amount(), refunded.data().currency()));
  }

  private static Entry refundFailure(ReceivedEvent event, Envelope<FailedRefund> failed) {
    return Bookkeeping.refundFailure(
        new Book(event.merchantId(), failed.livemode()),
        cause(event),
        failed.occurredAt(),
        failed.data().refund(),
        failed.data().gateway(),
        Money.of(failed.data().amount(), failed.data().currency()));
  }

  private void keep(ReceivedEvent event, Envelope<Merchant> changed) {
    Fees fees = changed.data().feePlan();
    feePlans.add(
        event.merchantId(),
        event.sequence(),
        changed.occurredAt(),
        new FeePlan(fees.basisPoints(), fees.fixedMinor()));
  }

  private void post(List<Entry> entries) {
    int posted = ledger.post(entries);
    if (posted < entries.size()) {
      LOG.info("{} entries were in the books already", entries.size() - posted);
    }
  }

  private static Cause cause(ReceivedEvent event) {
    return new Cause(event.topic(), event.subject(), event.sequence());
  }

  private static <D> Envelope<D> read(ReceivedEvent event, Class<D> data) {
    if (event.version() != 1) {
      throw new IllegalStateException(
          "%s has version %d, and 1 is known here".formatted(event.type(), event.version()));
    }
    return JSON.readValue(
        event.body(), JSON.getTypeFactory().constructParametricType(Envelope.class, data));
  }
}
