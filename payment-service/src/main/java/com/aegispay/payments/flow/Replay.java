package com.aegispay.payments.flow;

import com.aegispay.payments.payment.Refusal;
import com.aegispay.payments.store.IdempotencyRecords;
import com.aegispay.payments.store.IdempotencyRecords.Claimed;
import java.util.Optional;

/** What a repeated request is told, if this one is a repetition. */
public final class Replay {

  private final IdempotencyRecords records;

  public Replay(IdempotencyRecords records) {
    this.records = records;
  }

  Optional<Reply> of(Request request) {
    return records
        .find(request.merchant(), request.livemode(), request.key())
        .map(claimed -> reply(request, claimed));
  }

  /** The first request with this key may have come in between: then this is its repetition. */
  Reply afterRefusal(Request request, Refusal refusal) {
    return of(request).orElseGet(() -> new Reply.Refused(refusal));
  }

  /** The reply to a request that lost the race for its key. */
  Reply afterLosing(Request request) {
    return of(request).orElseGet(Reply.KeyInUse::new);
  }

  private static Reply reply(Request request, Claimed claimed) {
    if (!claimed.fingerprint().equals(request.fingerprint())) {
      return new Reply.KeyReused();
    }
    return claimed
        .answer()
        .<Reply>map(answer -> new Reply.Answered(answer.status(), answer.body(), true, null))
        .orElseGet(Reply.KeyInUse::new);
  }
}
