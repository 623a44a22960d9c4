package com.aegispay.payments.store;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gateway calls whose outcome is not written yet, of all merchants, and who asks for it next. */
public interface OpenAttempts {

  /**
   * An attempt that is due to be asked for.
   *
   * @param asked how often it was asked for before
   */
  record Due(MerchantId merchant, PaymentId payment, AttemptId attempt, int asked) {}

  /**
   * Takes due attempts for a while: no other instance asks for them until the lease has passed, and
   * if this one dies, another takes them then.
   */
  List<Due> take(Instant now, Duration lease, int limit);

  /** Whose attempt this is; a gateway that speaks first names nothing else. */
  Optional<Due> find(String gateway, AttemptId attempt);

  /** Whose attempt this is. */
  Optional<Due> find(AttemptId attempt);

  /** Says when to ask again; null leaves it to an operator. */
  void askAgain(Due attempt, @Nullable Instant at);
}
