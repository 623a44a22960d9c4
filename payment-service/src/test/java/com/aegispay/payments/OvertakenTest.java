package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Committed;
import com.aegispay.payments.store.Payments;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.JsonNode;

/** A decision on what is past: the version refuses it, and so does the events' sequence. */
class OvertakenTest {

  private static final String APPROVED = "4242424242424242";

  private final Payments payments = Served.bean(Payments.class);
  private final Served.Merchant merchant = Served.newMerchant();
  private String id = "";

  @BeforeEach
  void authorized() {
    id = merchant.pay(Served.order(APPROVED, "manual")).text("/id");
  }

  @Test
  void one_without_events_does_not_bring_the_past_back() {
    Payment past = current();
    assertThat(merchant.change("/v1/payments/" + id + "/capture", "{}").status()).isEqualTo(200);
    JsonNode captured = merchant.get("/v1/payments/" + id).body();

    assertThat(payments.commit(Change.next(past, List.of(), Instant.now())))
        .isEqualTo(Committed.OVERTAKEN);

    assertThat(current().version()).isGreaterThan(past.version());
    assertThat(merchant.get("/v1/payments/" + id).body()).isEqualTo(captured);
    assertThat(payments.commit(Change.next(current(), List.of(), Instant.now())))
        .isEqualTo(Committed.DONE);
  }

  @Test
  void a_second_event_of_a_sequence_is_refused_whoever_writes_it() {
    assertThatThrownBy(
            () ->
                Served.database()
                    .sql(
                        """
                        insert into payment_events (merchant_id, payment_id, livemode, position,
                          sequence, event_id, kind, version, payload, published, at)
                        select merchant_id, payment_id, livemode, position,
                          sequence, event_id || '_2', kind, version, payload, published, at
                        from payment_events where payment_id = ? and sequence = 1
                        """)
                    .param(id)
                    .update())
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageContaining("payment_events_pkey");
  }

  private Payment current() {
    return payments.find(new MerchantId(merchant.id()), new PaymentId(id)).orElseThrow();
  }
}
