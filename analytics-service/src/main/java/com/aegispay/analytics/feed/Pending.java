package com.aegispay.analytics.feed;

import com.aegispay.analytics.store.Payments;
import com.aegispay.analytics.store.Risk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a batch has said and is not written yet: many events, a few statements. */
final class Pending {

  private record Key(String merchantId, String paymentId) {}

  private final Payments payments;
  private final Risk risk;
  private final Map<Key, Payments.Became> changed = new LinkedHashMap<>();
  private final List<Payments.Movement> movements = new ArrayList<>();
  private final List<Risk.Assessed> assessments = new ArrayList<>();

  Pending(Payments payments, Risk risk) {
    this.payments = payments;
    this.risk = risk;
  }

  void became(Payments.Became change) {
    var key = new Key(change.cause().merchantId(), change.cause().paymentId());
    changed.merge(key, change, Payments.Became::then);
  }

  void moved(Payments.Movement movement) {
    movements.add(movement);
  }

  void assessed(Risk.Assessed assessment) {
    assessments.add(assessment);
  }

  /** Before a statement that changes the payment by itself. */
  void writeBefore(String merchantId, String paymentId) {
    if (changed.containsKey(new Key(merchantId, paymentId))) {
      write();
    }
  }

  void write() {
    payments.became(changed.values());
    payments.moved(movements);
    risk.assessed(assessments);
    changed.clear();
    movements.clear();
    assessments.clear();
  }
}
