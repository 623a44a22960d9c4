package com.aegispay.payments.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import com.aegispay.outbox.Event;
import com.aegispay.outbox.EventBody;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.CaptureMethod;
import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentCommand.Answer;
import com.aegispay.payments.payment.PaymentCommand.Capture;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentHistory;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.payment.RefundId;
import com.aegispay.payments.payment.Terms;
import com.aegispay.starter.http.StrictJson;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is published is what the contracts say. With {@code -Daegispay.contracts.write=true} the
 * examples are written anew.
 */
class PublishedContractTest {

  private static final Path CONTRACTS = Path.of("../contracts/events/payments");
  private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
  private static final Money TEN = Money.of(1000, "EUR");
  private static final Terms TERMS =
      new Terms(EnumSet.allOf(Terms.Ability.class), Duration.ofDays(7), Duration.ofMinutes(30));
  private static final Outcome APPROVED = new Outcome.Approved("alpha_1");
  private static final Outcome DOUBT = new Outcome.InDoubt("timeout");
  private static final Outcome REFUSED = new Outcome.Declined("refused", "generic_decline", "No.");

  private final JsonMapper json = mapper();
  private final Map<String, String> published = new LinkedHashMap<>();
  private int made;

  @Test
  void everyEventIsPublishedAsItsContractSays() throws IOException {
    tellEveryStory();
    var known = new TreeSet<String>();
    try (var files = Files.list(CONTRACTS)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".v1.schema.json"))
          .forEach(name -> known.add(name.replace(".v1.schema.json", "")));
    }
    assertThat(new TreeSet<>(published.keySet())).as("types with a contract").isEqualTo(known);
    var schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    for (var event : published.entrySet()) {
      String schema = Files.readString(CONTRACTS.resolve(event.getKey() + ".v1.schema.json"));
      assertThat(schemas.getSchema(schema).validate(event.getValue(), InputFormat.JSON))
          .as(event.getKey())
          .isEmpty();
      example(event.getKey(), event.getValue());
    }
  }

  private void example(String type, String body) throws IOException {
    Path file = CONTRACTS.resolve(type + ".v1.example.json");
    String pretty =
        json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(body)) + "\n";
    if (Boolean.getBoolean("aegispay.contracts.write")) {
      Files.writeString(file, pretty);
    }
    assertThat(Files.readString(file)).as("the example of " + type).isEqualTo(pretty);
  }

  private void tellEveryStory() {
    Payment started = begin(CaptureMethod.MANUAL);
    Payment doubted = then(started, answer(1, DOUBT));
    Payment held = then(doubted, answer(1, APPROVED));
    then(started, answer(1, REFUSED));
    var next = new PaymentCommand.Next("sandbox_beta", attempt(2), TERMS);
    then(started, new Answer(attempt(1), new Outcome.NotDone("down", "Down."), next, AT));

    Payment capturing = then(held, new Capture(Money.of(400, "EUR"), attempt(2), AT));
    then(then(capturing, answer(2, DOUBT)), answer(2, REFUSED));
    Payment partly = then(capturing, answer(2, APPROVED));
    then(then(partly, new PaymentCommand.Cancel(attempt(3), AT)), answer(3, APPROVED));
    Payment cancelling = then(held, new PaymentCommand.Cancel(attempt(3), AT));
    then(cancelling, answer(3, APPROVED));
    then(then(cancelling, answer(3, DOUBT)), answer(3, REFUSED));

    tellOfThoseWhoCameLate(started, doubted, held);

    Payment captured = then(begin(CaptureMethod.AUTOMATIC), answer(1, APPROVED));
    then(captured, new PaymentCommand.Settle("set_" + ulid(9), AT));
    Payment refunding = then(captured, refund(Money.of(400, "EUR"), 4));
    then(then(refunding, answer(4, DOUBT)), answer(4, REFUSED));
    Payment partlyBack = then(refunding, answer(4, APPROVED));
    then(then(partlyBack, refund(Money.of(600, "EUR"), 5)), answer(5, APPROVED));

    tellOfOneWhoNeverCame(started);
  }

  private void tellOfOneWhoNeverCame(Payment started) {
    Payment asked =
        then(started, answer(1, new Outcome.NeedsCustomer("alpha_1", "https://bank.example/3ds")));
    Payment givenUp = then(asked, new PaymentCommand.Cancel(attempt(2), AT));
    Payment withdrawing = then(givenUp, new PaymentCommand.Reverse(attempt(1), attempt(2), AT));
    then(withdrawing, answer(2, APPROVED));

    Payment failed = then(begin(CaptureMethod.AUTOMATIC), answer(1, REFUSED));
    Payment late = then(failed, answer(1, APPROVED));
    Payment reversing = then(late, new PaymentCommand.Reverse(attempt(1), attempt(2), AT));
    Payment returned = then(then(reversing, answer(2, APPROVED)), answer(2, REFUSED));
    then(
        then(returned, new PaymentCommand.Reverse(attempt(1), attempt(3), AT)),
        answer(3, APPROVED));
  }

  private void tellOfThoseWhoCameLate(Payment started, Payment doubted, Payment held) {
    Payment asked =
        then(started, answer(1, new Outcome.NeedsCustomer("alpha_1", "https://bank.example/3ds")));
    then(asked, answer(1, APPROVED));
    Instant later = AT.plus(TERMS.holdLasts());
    then(then(held, new PaymentCommand.Expire(attempt(2), later)), answer(2, APPROVED));
    then(started, new PaymentCommand.Cancel(attempt(2), AT));
    Payment failed =
        then(
            doubted,
            new PaymentCommand.Resolve(attempt(1), REFUSED, "operator", "their ledger", AT));
    var next = new PaymentCommand.Next("sandbox_beta", attempt(2), TERMS);
    then(failed, new PaymentCommand.Retry(next, AT));
    Payment late = then(failed, answer(1, APPROVED));
    Payment reversing = then(late, new PaymentCommand.Reverse(attempt(1), attempt(3), AT));
    then(reversing, answer(3, REFUSED));
    then(reversing, answer(3, APPROVED));
  }

  private Payment begin(CaptureMethod method) {
    var details =
        new Details(
            new PaymentId("pay_" + ulid(1)),
            new MerchantId("mer_" + ulid(2)),
            false,
            TEN,
            method,
            null,
            new Details.Card("tok_" + ulid(3), "visa", "4242", "42424242", 12, 2030, "5f1d"),
            new Details.Customer("cust_123", "ada@example.com", "DE", "203.0.113.7"),
            "Order 42",
            Map.of("order", "42"),
            null,
            null,
            new Details.Risk(3, Details.RiskDecision.APPROVE, List.of()),
            AT);
    List<PaymentEvent> events =
        PaymentRules.initiate(details, new PaymentCommand.Next("sandbox_alpha", attempt(1), TERMS));
    keep(Published.of(null, events, this::eventId));
    return PaymentHistory.replay(events);
  }

  private Payment then(Payment payment, PaymentCommand command) {
    if (!(PaymentRules.decide(payment, command) instanceof Decision.Accepted(var events))) {
      throw new AssertionError("refused: " + command);
    }
    keep(Published.of(payment, events, this::eventId));
    return PaymentHistory.after(payment, events);
  }

  private void keep(List<Event> events) {
    EventBody body = new EventBody(json);
    for (Event event : new ArrayList<>(events)) {
      published.putIfAbsent(event.type(), body.write(event));
    }
  }

  private static Answer answer(int attempt, Outcome outcome) {
    return new Answer(attempt(attempt), outcome, null, AT);
  }

  private static PaymentCommand.Refund refund(Money amount, int number) {
    return new PaymentCommand.Refund(
        amount, "requested_by_customer", new RefundId("re_" + ulid(number)), attempt(number), AT);
  }

  private static AttemptId attempt(int number) {
    return new AttemptId("att_" + ulid(number));
  }

  private String eventId() {
    return "evt_" + ulid(++made);
  }

  private static String ulid(int number) {
    return "01K00000000000000000%06d".formatted(number);
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder = JsonMapper.builder();
    StrictJson.configure(builder);
    return builder.build();
  }
}
