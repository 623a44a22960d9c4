package com.aegispay.analytics;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.outbox.ReceivedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The producers' own examples are understood, and leave what they should. A topic that has examples
 * has one of each type that is counted here.
 */
class ContractsTest {

  /** Where an event of the type leaves its one row; a refund's stands beside its capture's. */
  private static final Map<String, String> LEAVES =
      Map.ofEntries(
          Map.entry("merchants/merchant.created", "merchants"),
          Map.entry("merchants/merchant.updated", "merchants"),
          Map.entry("payments/payment.initiated", "payments"),
          Map.entry("payments/payment.processing", "payments"),
          Map.entry("payments/payment.authorized", "payments"),
          Map.entry("payments/payment.captured", "movements where kind = 'capture'"),
          Map.entry("payments/payment.completed", "payments where settled"),
          Map.entry("payments/payment.failed", "payments where status = 'failed'"),
          Map.entry("payments/refund.created", "payments where status = 'refund_initiated'"),
          Map.entry("payments/refund.succeeded", "movements where kind = 'refund'"),
          Map.entry("payments/refund.failed", "payments where status = 'captured'"),
          Map.entry("fraud/fraud.assessed", "assessments"),
          Map.entry("fraud/review.opened", "reviews where decision is null"),
          Map.entry("fraud/review.closed", "reviews where decision is not null"),
          Map.entry("settlements/settlement.closed", "settlements"),
          Map.entry("settlements/payout.created", "payouts"));

  private final ReadModels models = new ReadModels();

  @Test
  void every_example_is_applied_and_the_counted_ones_leave_their_row() throws IOException {
    Map<String, ReceivedEvent> examples = examples();
    Set<String> topics = examples.values().stream().map(ReceivedEvent::topic).collect(toSet());
    assertThat(examples)
        .containsKeys(
            LEAVES.keySet().stream()
                .filter(type -> topics.contains(type.substring(0, type.indexOf('/'))))
                .toArray(String[]::new));
    examples.forEach(
        (type, example) -> {
          List<ReceivedEvent> batch = new ArrayList<>();
          if (type.startsWith("payments/refund.")) {
            batch.add(captureBefore(example, examples));
          }
          batch.add(example);
          assertThat(models.receive(batch).applied()).as(type).isEqualTo(batch.size());
          String rows = LEAVES.get(type);
          if (rows != null) {
            String condition = rows.contains(" where ") ? " and " : " where ";
            String sql =
                "select count(*) from "
                    + rows
                    + condition
                    + "merchant_id = '"
                    + example.merchantId()
                    + "'";
            assertThat(models.count(sql)).as(type).isEqualTo(1);
          }
        });
  }

  /** Each as if it were of a merchant of its own, so that they do not meet. */
  private static Map<String, ReceivedEvent> examples() throws IOException {
    Map<String, ReceivedEvent> examples = new TreeMap<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:contracts/events/*/*.v1.example.json")) {
      String[] path = file.getURL().getPath().split("/", -1);
      ObjectNode envelope = (ObjectNode) JsonMapper.shared().readTree(file.getContentAsByteArray());
      envelope.put("merchant_id", "mer_of_" + envelope.path("type").asString());
      ReceivedEvent example = Envelopes.event(path[path.length - 2], envelope);
      examples.put(example.topic() + "/" + example.type(), example);
    }
    return examples;
  }

  /** The capture that the refund takes its money from, as the same payment's. */
  private static ReceivedEvent captureBefore(
      ReceivedEvent refund, Map<String, ReceivedEvent> examples) {
    ReceivedEvent captured = examples.get("payments/payment.captured");
    assertThat(captured).isNotNull();
    JsonNode wanted = JsonMapper.shared().readTree(refund.body());
    ObjectNode envelope = (ObjectNode) JsonMapper.shared().readTree(captured.body());
    envelope.put("merchant_id", refund.merchantId());
    envelope.put("subject", refund.subject());
    envelope.put("sequence", refund.sequence() - 1);
    ((ObjectNode) envelope.path("data")).put("amount", wanted.at("/data/amount").asLong());
    return Envelopes.event("payments", envelope);
  }
}
