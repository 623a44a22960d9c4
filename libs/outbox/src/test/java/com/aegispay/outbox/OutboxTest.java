package com.aegispay.outbox;

import static com.aegispay.outbox.Settlement.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OutboxTest {
  private static final Settlement service = new Settlement();
  private static final EventBody body = new EventBody(JsonMapper.shared());
  private static final Outbox outbox = new Outbox(service.jdbc, body);

  @Test
  void theBodyIsTheEnvelopeThatConsumersRead() {
    var event =
        new Event(
            "evt_1",
            "payment.captured",
            2,
            3,
            "pay_1",
            "payments",
            "mer_1",
            true,
            Instant.parse("2026-01-01T12:00:00.120456Z"),
            Map.of("amount", 9999),
            null);

    assertThat(body.write(event))
        .isEqualTo(
            """
            {"id":"evt_1","type":"payment.captured","version":2,"sequence":3,"subject":"pay_1",\
            "merchant_id":"mer_1","livemode":true,"occurred_at":"2026-01-01T12:00:00.120Z",\
            "data":{"amount":9999},"object":null}""");
  }

  @Test
  void eventsAreWrittenInTheirOrderAndWithTheirTransaction() {
    service.transactions.executeWithoutResult(
        _ -> outbox.append(event("pay_order", 1), event("pay_order", 2), event("pay_order", 3)));
    assertThatThrownBy(
            () ->
                service.transactions.executeWithoutResult(
                    _ -> {
                      outbox.append(event("pay_order", 4));
                      throw new IllegalArgumentException("the cause fails");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(
            service
                .jdbc
                .sql("select sequence from outbox where subject = 'pay_order' order by id")
                .query(Long.class)
                .list())
        .isEqualTo(List.of(1L, 2L, 3L));
  }

  @Test
  void anEventBesideATransactionIsRefused() {
    assertThatThrownBy(() -> outbox.append(event("pay_beside", 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theRelayReadsAndDeletesAndTheServiceOnlyAdds() throws SQLException {
    service.transactions.executeWithoutResult(_ -> outbox.append(event("pay_roles", 1)));
    assertThatThrownBy(() -> service.jdbc.sql("delete from outbox").update())
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> service.jdbc.sql("update outbox set body = ''").update())
        .hasStackTraceContaining("permission denied");
    try (var connection = service.database.connectAs("outbox_relay");
        var statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate("delete from settlement.outbox where subject = 'pay_roles'"))
          .isEqualTo(1);
      assertThatThrownBy(() -> statement.execute("select * from settlement.inbox_positions"))
          .hasStackTraceContaining("permission denied");
    }
  }
}
