package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.aegispay.notification.Receiver.Call;
import com.aegispay.outbox.ReceivedEvent;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** From an event to a webhook that a merchant can trust. */
class DeliveringTest {

  private final RunningService service = RunningService.get();
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void an_event_arrives_once_signed_and_in_the_shape_of_the_contract() {
    var merchant = service.merchant(receiver.url(), "payment.captured");

    ReceivedEvent event = service.paymentEvent(merchant, "payment.captured");

    await().until(() -> receiver.calls().size() == 1);
    Call call = receiver.calls().getFirst();
    assertThatCode(() -> new Webhook(RunningService.SECRET).verify(call.body(), call.headers()))
        .doesNotThrowAnyException();
    assertThat(call.id()).isEqualTo(event.id());
    assertThat(JsonMapper.builder().build().readTree(call.body()))
        .isEqualTo(
            JsonMapper.builder()
                .build()
                .readTree(
                    """
                    {"id": "%s", "type": "payment.captured", "timestamp": "2026-01-01T12:00:00.000Z",
                     "api_version": "v1", "sequence": 1, "livemode": false,
                     "data": {"object": {"id": "%s", "object": "payment", "amount": 9999}}}
                    """
                        .formatted(event.id(), event.subject())));
  }
}
