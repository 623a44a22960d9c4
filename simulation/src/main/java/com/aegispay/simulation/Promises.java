package com.aegispay.simulation;

import com.aegispay.payments.flow.Reply;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.Status;
import com.aegispay.payments.store.IdempotencyRecords.Claimed;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What merchants were told: the same for the same key, and never contradicted. */
final class Promises {

  private static final Pattern PAYMENT = Pattern.compile("\"id\":\"(pay_[0-9A-Z]+)\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([a-z_]+)\"");
  private static final Set<Status> NO_MONEY =
      EnumSet.of(Status.FAILED, Status.CANCELLED, Status.EXPIRED);

  private record Told(int status, String body) {}

  private final World world;
  private final Map<String, Told> told = new LinkedHashMap<>();

  Promises(World world) {
    this.world = world;
  }

  int answers() {
    return told.size();
  }

  void told(MerchantId merchant, String key, Reply.Answered answered) {
    world.note(() -> key + " is told " + answered.status());
    Told now = new Told(answered.status(), answered.body());
    Told before = told.putIfAbsent(Database.key(merchant, false, key), now);
    if (before != null && !before.equals(now)) {
      world.violated("another answer to the same key: " + key + " " + before + " / " + now);
    }
  }

  /**
   * Compares what was told with what is kept under the key, and with what became of the payment.
   */
  void atTheEnd(Database database) {
    told.forEach(
        (key, answer) -> {
          Claimed kept = database.keys.get(key);
          if (kept == null
              || !kept.answer()
                  .filter(a -> a.status() == answer.status() && a.body().equals(answer.body()))
                  .isPresent()) {
            world.violated(
                "the answer that was told is not kept: " + key + " " + answer + " / " + kept);
          }
          contradicted(database, key, answer);
        });
  }

  private void contradicted(Database database, String key, Told answer) {
    Matcher id = PAYMENT.matcher(answer.body());
    if (!key.endsWith("-pay") || !id.find()) {
      return;
    }
    Database.Stored stored = database.payments.get(new PaymentId(id.group(1)));
    if (stored == null) {
      world.violated("told of a payment that is not kept: " + key);
      return;
    }
    Payment payment = stored.payment;
    boolean failed = NO_MONEY.contains(payment.status());
    Matcher status = STATUS.matcher(answer.body());
    String said = status.find() ? status.group(1) : "";
    boolean retried =
        stored.events.stream().anyMatch(event -> event instanceof PaymentEvent.PaymentRetried);
    if (answer.status() == 402 && !failed && !retried) {
      world.violated("told declined, and it is " + payment.status() + ": " + key);
    }
    if ((said.equals("authorized") && payment.status() == Status.FAILED)
        || (said.equals("captured") && failed)) {
      world.violated("told done, and it is " + payment.status() + ": " + key);
    }
  }
}
