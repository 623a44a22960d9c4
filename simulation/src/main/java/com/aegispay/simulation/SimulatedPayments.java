package com.aegispay.simulation;

import com.aegispay.outbox.Event;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Funds;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Committed;
import com.aegispay.payments.store.IdempotencyRecords;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.view.Published;
import com.aegispay.relay.OutboxRow;
import com.aegispay.starter.id.Ids;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The payments as one process reaches them. */
record SimulatedPayments(Nature nature, Life life, Database database, Ids ids)
    implements Payments, IdempotencyRecords {

  @Override
  public Optional<Payment> find(MerchantId merchant, PaymentId id) {
    nature.storeCall(life);
    return Optional.ofNullable(database.payments.get(id))
        .map(stored -> stored.payment)
        .filter(payment -> payment.details().merchant().equals(merchant));
  }

  @Override
  public Committed commit(Change change) {
    List<OutboxRow> rows = rows(change);
    var outcome = new AtomicReference<Committed>();
    var begun = new boolean[1];
    nature.storeChange(
        life,
        () -> {
          if (!begun[0] && !database.isLocked(change.after().id())) {
            begun[0] = true;
            database.execute(change, rows, outcome::set);
          }
          return outcome.get() != null;
        });
    return Objects.requireNonNull(outcome.get());
  }

  /** The body holds what the consumers of this world add up. */
  private List<OutboxRow> rows(Change change) {
    Funds funds = change.after().funds();
    String body = funds.captured().minor() + "," + funds.refunded().minor();
    List<Event> published = Published.of(change.before(), change.events(), () -> ids.next("evt"));
    return published.stream()
        .map(
            event ->
                new OutboxRow(
                    0,
                    event.topic(),
                    event.subject(),
                    event.sequence(),
                    event.id(),
                    event.type(),
                    event.version(),
                    event.merchantId(),
                    body,
                    null))
        .toList();
  }

  @Override
  public Optional<String> keyOf(MerchantId merchant, AttemptId attempt) {
    nature.storeCall(life);
    return Optional.ofNullable(database.attempts.get(attempt)).map(row -> row.key);
  }

  @Override
  public Optional<Claimed> find(MerchantId merchant, boolean livemode, String key) {
    nature.storeCall(life);
    return Optional.ofNullable(database.keys.get(Database.key(merchant, livemode, key)));
  }
}
