package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code GET /v1/events}: who goes on after the last event that he saw misses none. */
class EventFeedTest {

  private final Merchant merchant = Served.newMerchant();

  private record Seen(String id, String payment, long sequence) {}

  @Test
  void theFeedBeginsWithTheFirstEventAndGoesOnAfterTheLastSeen() {
    String first = merchant.pay(Served.order("4242424242424242")).text("/id");
    String second = merchant.pay(Served.order("4242424242424242")).text("/id");

    Answer page = merchant.get("/v1/events?limit=2");
    assertThat(page.body().at("/has_more").asBoolean()).isTrue();
    assertThat(seen(page)).extracting(Seen::payment).containsOnly(first);
    List<Seen> rest = readOn(seen(page).getLast().id());
    assertThat(rest).extracting(Seen::payment).containsExactly(first, second, second, second);
    assertThat(rest).extracting(Seen::sequence).containsExactly(3L, 1L, 2L, 3L);
  }

  @Test
  void anUnknownEventIsABadParameter() {
    Answer answer = merchant.get("/v1/events?after=evt_01HZZZZZZZZZZZZZZZZZZZZZZZ");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/param")).isEqualTo("after");
    assertThat(merchant.get("/v1/events?starting_after=evt_1").status()).isEqualTo(400);
  }

  /** The transaction that writes an event may commit long after another that began later. */
  @Test
  void anEventThatCommitsLateIsNotSkipped() throws SQLException {
    merchant.pay(Served.order("4242424242424242"));
    List<Seen> before = readOn(null);
    assertThat(before).hasSize(3);
    String late = "evt_late" + System.nanoTime();
    try (Connection slow = Served.testDatabase().connectAsAdmin()) {
      slow.setAutoCommit(false);
      slow.setSchema("payment");
      write(slow, late);

      merchant.pay(Served.order("4242424242424242"));
      List<Seen> meanwhile = readOn(before.getLast().id());
      slow.commit();

      String last = meanwhile.isEmpty() ? before.getLast().id() : meanwhile.getLast().id();
      List<Seen> all = new ArrayList<>(meanwhile);
      all.addAll(readOn(last));
      assertThat(all).extracting(Seen::id).contains(late).doesNotHaveDuplicates().hasSize(4);
    }
  }

  /** An event of this merchant, written by a transaction that the test holds open. */
  private void write(Connection connection, String id) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into payment_events (merchant_id, payment_id, livemode, position, sequence, event_id, kind, version, payload, published, at)
            values (?, 'pay_late', false, pg_current_xact_id(), 1, ?, 'test', 1, '{}', ?, now())
            """)) {
      insert.setString(1, merchant.id());
      insert.setString(2, id);
      insert.setString(3, "{\"id\":\"" + id + "\",\"subject\":\"pay_late\",\"sequence\":1}");
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void aReaderAmongManyWritersSeesEverythingOnceAndEachPaymentInItsOrder() throws Exception {
    List<Seen> seen = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers =
          IntStream.range(0, 8).<Future<?>>mapToObj(_ -> threads.submit(this::busy)).toList();
      boolean more = true;
      while (more) {
        more = writers.stream().anyMatch(writer -> !writer.isDone());
        seen.addAll(readOn(seen.isEmpty() ? null : seen.getLast().id()));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(seen).extracting(Seen::id).doesNotHaveDuplicates();
    assertThat(seen.stream().map(Seen::id).collect(Collectors.toSet())).isEqualTo(committed());
    Map<String, Long> last = new HashMap<>();
    for (Seen event : seen) {
      assertThat(event.sequence()).isEqualTo(last.getOrDefault(event.payment(), 0L) + 1);
      last.put(event.payment(), event.sequence());
    }
  }

  private void busy() {
    for (int i = 0; i < 4; i++) {
      String id = merchant.pay(Served.order("4242424242424242", "manual")).text("/id");
      assertThat(merchant.change("/v1/payments/" + id + "/capture", "{\"amount\": 400}").status())
          .isEqualTo(200);
      assertThat(merchant.change("/v1/payments/" + id + "/refunds", "{\"amount\": 100}").status())
          .isEqualTo(201);
    }
  }

  private Set<String> committed() {
    return Set.copyOf(
        Served.database()
            .sql("select event_id from payment_events where merchant_id = ?")
            .param(merchant.id())
            .query(String.class)
            .list());
  }

  /** Page after page until there is no more. */
  private List<Seen> readOn(@Nullable String after) {
    List<Seen> all = new ArrayList<>();
    String last = after;
    Answer page;
    do {
      page = merchant.get("/v1/events?limit=7" + (last == null ? "" : "&after=" + last));
      List<Seen> events = seen(page);
      all.addAll(events);
      last = events.isEmpty() ? last : events.getLast().id();
    } while (page.body().at("/has_more").asBoolean());
    return all;
  }

  private static List<Seen> seen(Answer page) {
    assertThat(page.status()).as(page.http().body()).isEqualTo(200);
    List<Seen> events = new ArrayList<>();
    for (JsonNode event : page.body().at("/data")) {
      events.add(
          new Seen(
              event.at("/id").asString(),
              event.at("/subject").asString(),
              event.at("/sequence").asLong()));
    }
    return events;
  }
}
