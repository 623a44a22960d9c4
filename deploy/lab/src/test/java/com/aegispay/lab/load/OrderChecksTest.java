package com.aegispay.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.lab.load.Caller.Answer;
import com.aegispay.lab.load.Caller.Request;
import com.aegispay.lab.load.Order.Promise;
import com.aegispay.lab.load.Order.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a merchant was promised against what the platform says: each way to break it is seen. */
class OrderChecksTest {

  private final Order order =
      new Order("ord-1", new Shop("mer_1", "sk", Map.of()), Card.APPROVED, 900);
  private WebhookReceiver webhooks;

  @BeforeEach
  void open() throws Exception {
    webhooks = WebhookReceiver.open();
  }

  @AfterEach
  void close() {
    webhooks.close();
  }

  @Test
  void a_promise_that_is_kept_is_no_violation() {
    promise(Wish.PAY, 201, "{\"status\": \"captured\"}");
    assertThat(broken(captured(900))).isEmpty();
  }

  @Test
  void an_answered_payment_that_is_lost_is_seen() {
    promise(Wish.PAY, 202, "{\"status\": \"processing\"}");
    assertThat(broken()).singleElement().asString().contains("was answered, and is lost");
  }

  @Test
  void a_second_payment_of_an_order_is_seen() {
    assertThat(broken(captured(900), captured(900)))
        .singleElement()
        .asString()
        .contains("has 2 payments");
  }

  @Test
  void a_capture_that_became_a_failure_is_seen() {
    promise(Wish.PAY, 201, "{\"status\": \"captured\"}");
    assertThat(broken(payment("failed", 0, 0, "[]", "declined", 0)))
        .anyMatch(sentence -> sentence.contains("was captured and is failed"));
  }

  @Test
  void a_decline_that_became_a_charge_is_seen() {
    promise(Wish.PAY, 402, "{}");
    assertThat(broken(captured(900)))
        .anyMatch(sentence -> sentence.contains("was declined and is captured"));
  }

  @Test
  void a_challenge_may_be_failed() {
    promise(Wish.PAY, 201, "{\"status\": \"requires_action\"}");
    assertThat(broken(payment("failed", 0, 0, "[]", "declined", 0))).isEmpty();
  }

  @Test
  void a_charge_after_a_passed_challenge_that_is_gone_is_seen() {
    promise(Wish.PAY, 201, "{\"status\": \"requires_action\"}");
    promise(Wish.AUTHENTICATE, 200, "{\"status\": \"captured\"}");
    assertThat(broken(payment("expired", 0, 0, "[]", "declined", 0)))
        .anyMatch(sentence -> sentence.contains("was captured and is expired"));
  }

  @Test
  void doubt_that_stays_is_seen() {
    promise(Wish.PAY, 202, "{}");
    assertThat(broken(payment("processing", 0, 0, "[]", "unknown", 0)))
        .anyMatch(sentence -> sentence.contains("is still undecided"))
        .anyMatch(sentence -> sentence.contains("has an open attempt"));
  }

  @Test
  void money_captured_twice_is_seen() {
    assertThat(broken(captured(1800))).anyMatch(sentence -> sentence.contains("captured 1800"));
  }

  @Test
  void a_refund_that_is_gone_is_seen() {
    promise(Wish.PAY, 201, "{\"status\": \"captured\"}");
    promise(Wish.REFUND, 201, "{\"id\": \"re_1\", \"status\": \"succeeded\"}");
    assertThat(broken(captured(900)))
        .anyMatch(sentence -> sentence.contains("has lost its refund re_1"));
  }

  @Test
  void a_refund_that_came_true_otherwise_is_seen() {
    promise(Wish.PAY, 201, "{\"status\": \"captured\"}");
    promise(Wish.REFUND, 201, "{\"id\": \"re_1\", \"status\": \"succeeded\"}");
    String failed = "[{\"id\": \"re_1\", \"status\": \"failed\", \"amount\": 900}]";
    assertThat(broken(payment("captured", 900, 0, failed, "approved", 0)))
        .anyMatch(sentence -> sentence.contains("refund re_1 was answered 201 and is failed"));
  }

  @Test
  void an_event_that_no_webhook_told_of_is_seen() {
    assertThat(broken(payment("captured", 900, 0, "[]", "approved", 2)))
        .singleElement()
        .asString()
        .contains("no webhook told of sequences [1, 2]");
  }

  private void promise(Wish wish, int status, String body) {
    order.promised(
        new Promise(wish, 900, new Request("sk", "/", "key", "{}"), new Answer(status, body)));
  }

  private List<String> broken(JsonNode... payments) {
    var broken = new ArrayList<String>();
    new OrderChecks(webhooks, broken).check(order, List.of(payments));
    return broken;
  }

  private static JsonNode captured(long amount) {
    return payment("captured", amount, 0, "[]", "approved", 0);
  }

  private static JsonNode payment(
      String status, long captured, long refunded, String refunds, String attempt, int version) {
    return JsonMapper.shared()
        .readTree(
            """
            {"id": "pay_1", "status": "%s", "amount_captured": %d, "amount_refunded": %d, "capture_method": "automatic",
             "refunds": %s, "attempts": [{"kind": "authorize", "status": "%s"}], "version": %d}
            """
                .formatted(status, captured, refunded, refunds, attempt, version));
  }
}
