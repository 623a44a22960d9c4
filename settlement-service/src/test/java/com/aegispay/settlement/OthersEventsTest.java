package com.aegispay.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.money.Money;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.settlement.feed.EventDoor;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.FeePlan;
import com.aegispay.settlement.resource.BalanceResource.Amount;
import com.aegispay.settlement.store.FeePlans;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples that the producers publish, read by this consumer. */
class OthersEventsTest {
  private static final FeePlan STANDARD = new FeePlan(1, 1);
  private static TestBooks books;
  private static FeePlans feePlans;
  private static EventDoor door;

  @BeforeAll
  static void open() {
    books = new TestBooks();
    feePlans = new FeePlans(books.jdbc, STANDARD);
    door = new EventDoor(books.ledger, feePlans);
  }

  @AfterAll
  static void close() {
    books.close();
  }

  private static FeePlan plan(String merchantId, Instant at) {
    return feePlans.of(Set.of(merchantId)).values().iterator().next().at(at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"merchant.created", "merchant.updated"})
  void a_merchants_example_gives_its_fee_plan(String type) {
    String example = ContractsTest.contract("merchants/" + type + ".v1.example.json");
    JsonNode value = JsonMapper.shared().readTree(example);
    JsonNode plan = value.at("/data/fee_plan");
    Instant since = Instant.parse(value.get("occurred_at").asString());

    ReceivedEvent event = received("merchants", example);
    door.apply(List.of(event));
    door.apply(List.of(event));

    assertThat(plan(event.merchantId(), since))
        .isEqualTo(
            new FeePlan(plan.get("basis_points").intValue(), plan.get("fixed_minor").longValue()));
    assertThat(plan(event.merchantId(), since.minusMillis(1))).isEqualTo(STANDARD);
  }

  @Test
  void a_version_that_is_not_known_is_not_passed_over() {
    String example = ContractsTest.contract("merchants/merchant.created.v1.example.json");

    assertThatThrownBy(
            () ->
                door.apply(
                    List.of(
                        received(
                            "merchants",
                            example.replace(
                                "\"version\": 1,\n  \"seq", "\"version\": 2,\n  \"seq")))))
        .hasMessageContaining("merchant.created has version 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"gateway\": \"g\", \"amount\": null, \"currency\": \"EUR\"}",
        "{\"gateway\": \"g\", \"amount\": 0, \"currency\": \"EUR\"}",
        "{\"gateway\": \"g\", \"amount\": -1, \"currency\": \"EUR\"}",
        "{\"gateway\": \"g\", \"amount\": 1, \"currency\": \"XXX\"}",
        "{\"gateway\": \"\", \"amount\": 1, \"currency\": \"EUR\"}"
      })
  void a_capture_that_says_no_sum_of_money_is_not_booked(String data) {
    Book book = books.newBook();
    String capture =
        """
        {"id": "evt_1", "type": "payment.captured", "version": 1, "sequence": 1, "subject": "pay_1",
         "merchant_id": "%s", "livemode": false, "occurred_at": "2026-01-01T12:00:00.000Z",
         "data": %s, "object": null}
        """
            .formatted(book.merchantId(), data);

    assertThatThrownBy(() -> door.apply(List.of(received("payments", capture))))
        .isInstanceOf(RuntimeException.class);
    assertThat(books.balances.of(book).pending()).isEmpty();
  }

  @Test
  void the_examples_of_money_move_the_balance_and_a_refund_that_comes_back_restores_it() {
    String captured = payments("payment.captured");
    Book book = new Book(received("payments", captured).merchantId(), false);
    FeePlan plan = plan(book.merchantId(), TestBooks.NOON);
    long captureNet = 400 - plan.on(Money.of(400, "EUR")).minor();

    door.apply(List.of(received("payments", captured)));
    assertThat(books.balances.of(book).pending()).containsExactly(new Amount(captureNet, "EUR"));

    door.apply(List.of(received("payments", payments("refund.succeeded"))));
    Amount refunded = new Amount(captureNet - 400, "EUR");
    assertThat(books.balances.of(book).pending()).containsExactly(refunded);

    // The examples are of one payment, but this one has the sequence of the capture.
    String failed = payments("refund.failed").replace("\"sequence\" : 6", "\"sequence\" : 7");
    assertThat(failed).contains("\"sequence\" : 7", "\"reversed\" : false");
    door.apply(List.of(received("payments", failed)));
    assertThat(books.balances.of(book).pending()).containsExactly(refunded);

    String reversed = failed.replace("\"reversed\" : false", "\"reversed\" : true");
    door.apply(List.of(received("payments", reversed)));
    door.apply(List.of(received("payments", reversed)));
    assertThat(books.balances.of(book).pending()).containsExactly(new Amount(captureNet, "EUR"));
    assertThat(postings(book, "refund_failure"))
        .containsExactly("gateway_receivable:sandbox_alpha 400", "merchant_pending -400");
    assertThat(postings(book, "refund"))
        .containsExactly("gateway_receivable:sandbox_alpha -400", "merchant_pending 400");
  }

  @Test
  void what_comes_back_from_a_reversal_is_owed_to_the_customer_and_not_the_merchant() {
    String mine = "mer_01K00000000000000000000777";
    String returned =
        payments("payment.reversal_returned").replace("mer_01K00000000000000000000002", mine);
    String again =
        payments("payment.return_reversed").replace("mer_01K00000000000000000000002", mine);
    Book book = new Book(mine, false);

    door.apply(List.of(received("payments", returned)));
    door.apply(List.of(received("payments", returned)));
    assertThat(postings(book, "return"))
        .containsExactly("customer_returns -1000", "gateway_receivable:sandbox_alpha 1000");
    door.apply(List.of(received("payments", again)));
    assertThat(postings(book, "return_reversed"))
        .containsExactly("customer_returns 1000", "gateway_receivable:sandbox_alpha -1000");

    assertThat(books.balances.of(book).pending()).allMatch(owed -> owed.amount() == 0);
    assertThat(
            books
                .jdbc
                .sql("select count(*) from unsettled where merchant_id = ?")
                .param(mine)
                .query(Long.class)
                .single())
        .as("no settlement of the merchant takes it")
        .isZero();
  }

  private static String payments(String type) {
    return ContractsTest.contract("payments/" + type + ".v1.example.json");
  }

  private static List<String> postings(Book book, String kind) {
    return books
        .jdbc
        .sql(
            """
            select p.account || ' ' || p.amount from postings p
            join entries e on e.merchant_id = p.merchant_id and e.id = p.entry_id
            where e.merchant_id = ? and e.kind = ? order by p.account
            """)
        .params(List.of(book.merchantId(), kind))
        .query(String.class)
        .list();
  }

  private static ReceivedEvent received(String topic, String body) {
    JsonNode value = JsonMapper.shared().readTree(body);
    return new ReceivedEvent(
        topic,
        0,
        0,
        value.get("subject").asString(),
        value.get("id").asString(),
        value.get("type").asString(),
        value.get("version").intValue(),
        value.get("sequence").longValue(),
        value.get("merchant_id").asString(),
        body,
        null);
  }
}
