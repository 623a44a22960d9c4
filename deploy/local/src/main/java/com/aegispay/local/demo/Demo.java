package com.aegispay.local.demo;

import com.aegispay.local.demo.Api.Answer;
import com.aegispay.local.demo.WebhookDoor.Received;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drives the running platform through the public API as a merchant would, and says what happens.
 */
public final class Demo {
  private static final Duration SOON = Duration.ofMinutes(1);

  /** The first inquiry after a silent gateway is due after 5 s, the next after 30 s. */
  private static final Duration DOUBT = Duration.ofMinutes(2);

  private final PrintStream out;
  private final Api operator;
  private final WebhookDoor webhooks;
  private final Collection<Received> inbox;
  private final List<String> payments = new ArrayList<>();

  private Demo(PrintStream out, Api operator, WebhookDoor webhooks, Collection<Received> inbox) {
    this.out = out;
    this.operator = operator;
    this.webhooks = webhooks;
    this.inbox = inbox;
  }

  /**
   * {@code file}: the {@code local.json} of the running platform. Ends with 1 when anything is off.
   */
  public static void main(String[] file) throws IOException {
    JsonNode facts = JsonMapper.shared().readTree(Files.readString(Path.of(file[0])));
    URI base = URI.create(facts.required("base_url").asString());
    System.exit(play(base, facts.required("operator_key").asString(), System.out) ? 0 : 1);
  }

  /** Plays the whole day on the platform at this address; returns whether everything adds up. */
  public static boolean play(URI base, String operatorKey, PrintStream out) throws IOException {
    var inbox = new ConcurrentLinkedQueue<Received>();
    try (var client = HttpClient.newHttpClient();
        var webhooks = WebhookDoor.open(inbox::add, () -> {})) {
      return new Demo(out, new Api(client, base, operatorKey), webhooks, inbox).run();
    } catch (DemoFailed e) {
      out.println("\nThe demo ended early. " + e.getMessage());
      return false;
    }
  }

  private boolean run() {
    Answer merchant = createMerchant();
    Api api = operator.as(merchant.text("/api_key/secret"));
    listenForWebhooks(api);
    String paid = pay(api);
    beDeclined(api);
    String refund = refundAPart(api, paid);
    meetSilence(api);
    settle(api, merchant.text("/id"), paid, refund);
    readTheBalance(api);
    printHistory(api, paid);

    title("Does it add up?");
    var checks = new Checks(api, operator, inbox, payments);
    boolean good = true;
    for (Checks.Result result : checks.run()) {
      out.printf("   %s  %s%n", result.good() ? "ok  " : "OFF ", result.sentence());
      good &= result.good();
    }
    out.println(good ? "\nEverything adds up." : "\nSomething is off.");
    out.println("./aegispay audit looks deeper: at every row and every record behind it.");
    return good;
  }

  private Answer createMerchant() {
    title("An operator creates a merchant");
    Answer merchant =
        operator
            .post(
                "/v1/merchants",
                """
                {"name": "Ada's Engines", "email": "ada@example.com", "country": "DE", "default_currency": "EUR"}
                """)
            .expect(201);
    say("merchant %s, whose first key is shown once".formatted(merchant.text("/id")));
    return merchant;
  }

  private void listenForWebhooks(Api api) {
    title("The merchant registers a webhook endpoint and listens there");
    Answer endpoint =
        api.post(
                "/v1/webhook_endpoints",
                """
                {"url": "%s", "enabled_events": ["*"], "description": "The demo"}
                """
                    .formatted(webhooks.url()))
            .expect(201);
    webhooks.verifyWith(endpoint.text("/secret"));
    say("endpoint %s at %s".formatted(endpoint.text("/id"), webhooks.url()));
  }

  private String pay(Api api) {
    title("A customer's card becomes a token, and the token pays");
    String token = tokenise(api, "4242424242424242");
    Answer payment = pay(api, token, 9999).expect(201);
    say(
        "payment %s is %s at %s: %d %s"
            .formatted(
                payment.text("/id"),
                payment.text("/status"),
                payment.text("/gateway"),
                payment.number("/amount_captured"),
                payment.text("/currency")));
    return payment.text("/id");
  }

  private void beDeclined(Api api) {
    title("Another card has insufficient funds");
    Answer declined = pay(api, tokenise(api, "4000000000009995"), 4200).expect(402);
    say(
        "402 %s (%s): %s"
            .formatted(
                declined.text("/code"), declined.text("/decline_code"), declined.text("/detail")));
  }

  private String refundAPart(Api api, String payment) {
    title("A part of the first payment goes back");
    Answer refunded =
        api.post(
                "/v1/payments/" + payment + "/refunds",
                "{\"amount\": 2500, \"reason\": \"returned\"}")
            .expect(200, 201, 202);
    Answer now =
        Await.until(
            "the refund to succeed",
            SOON,
            () -> api.get("/v1/payments/" + payment).expect(200),
            answer -> answer.number("/amount_refunded") == 2500);
    JsonNode refund = api.all("/v1/refunds").getFirst();
    say(
        "refund %s: %s of %s given back, the payment is %s"
            .formatted(
                refund.required("id").asString(),
                now.number("/amount_refunded"),
                now.number("/amount_captured"),
                now.text("/status")));
    if (refunded.status() == 202) {
      say("(the gateway took a moment)");
    }
    return refund.required("id").asString();
  }

  private void meetSilence(Api api) {
    title("A gateway goes silent: had it charged the card, or not?");
    String approved = payIntoSilence(api, "4000000000110009", "the gateway had approved it");
    String unseen = payIntoSilence(api, "4000000000110017", "the gateway never saw it");
    for (String payment : List.of(approved, unseen)) {
      Answer resolved =
          Await.until(
              "payment " + payment + " to be resolved",
              DOUBT,
              () -> api.get("/v1/payments/" + payment).expect(200),
              answer -> !answer.text("/status").equals("processing"));
      say("%s was resolved by asking the gateway: %s".formatted(payment, resolved.text("/status")));
      for (JsonNode attempt : resolved.body().required("attempts")) {
        say(
            "   attempt %s at %s: %s"
                .formatted(text(attempt, "id"), text(attempt, "gateway"), text(attempt, "status")));
      }
    }
    if (!api.get("/v1/payments/" + approved).text("/status").equals("captured")) {
      throw new DemoFailed("The payment that the gateway had approved is not captured.");
    }
  }

  private String payIntoSilence(Api api, String card, String truth) {
    Answer doubt = pay(api, tokenise(api, card), 5000).expect(202);
    say(
        "202: payment %s is %s; nobody knows yet (%s)"
            .formatted(doubt.text("/id"), doubt.text("/status"), truth));
    return doubt.text("/id");
  }

  private void settle(Api api, String merchant, String paid, String refund) {
    title("The day is settled");
    Set<String> expected = Set.of(paid, refund);
    List<String> booked =
        Await.until(
            "the ledger to have the payment and its refund",
            SOON,
            () ->
                api.all("/v1/balance_transactions").stream()
                    .map(entry -> text(entry, "source"))
                    .toList(),
            sources -> sources.containsAll(expected));
    say("the ledger has booked %d transactions".formatted(booked.size()));
    Answer ordered =
        operator
            .post("/v1/settlement_runs", "{\"merchant\": \"" + merchant + "\"}")
            .expect(200, 201, 202);
    Answer run =
        Await.until(
            "the settlement run to complete",
            SOON,
            () -> operator.get("/v1/settlement_runs/" + ordered.text("/id")).expect(200),
            answer -> answer.text("/status").equals("completed"));
    say(
        "run %s closed %d settlement and made %d payout"
            .formatted(run.text("/id"), run.number("/settlements"), run.number("/payouts")));
    for (JsonNode payout : api.all("/v1/payouts")) {
      say(
          "payout %s of %s %s"
              .formatted(text(payout, "id"), text(payout, "amount"), text(payout, "currency")));
    }
    Answer completed =
        Await.until(
            "the settled payment to be completed",
            SOON,
            () -> api.get("/v1/payments/" + paid).expect(200),
            answer -> answer.text("/status").equals("completed"));
    say("payment %s is %s".formatted(paid, completed.text("/status")));
  }

  private void readTheBalance(Api api) {
    title("The merchant reads its balance");
    Answer balance = api.get("/v1/balance").expect(200);
    say(
        "available %s, pending %s"
            .formatted(balance.body().at("/available"), balance.body().at("/pending")));
    for (JsonNode entry : api.all("/v1/balance_transactions").reversed()) {
      say(
          "%-8s %8s  fee %5s  net %8s %s  %s"
              .formatted(
                  text(entry, "type"),
                  text(entry, "amount"),
                  text(entry, "fee"),
                  text(entry, "net"),
                  text(entry, "currency"),
                  text(entry, "source")));
    }
  }

  private void printHistory(Api api, String payment) {
    title("What happened to " + payment);
    for (JsonNode event :
        api.get("/v1/payments/" + payment + "/events?limit=100")
            .expect(200)
            .body()
            .required("data")) {
      say(
          "%3s  %-28s %s"
              .formatted(text(event, "sequence"), text(event, "type"), text(event, "occurred_at")));
    }
  }

  private static String tokenise(Api api, String number) {
    return api.post(
            "/v1/tokens",
            """
            {"card": {"number": "%s", "exp_month": 12, "exp_year": 2034, "cvc": "123", "holder_name": "Ada Lovelace"}}
            """
                .formatted(number))
        .expect(201)
        .text("/id");
  }

  /** Every payment that is made is checked at the end, also the declined one. */
  private Answer pay(Api api, String token, long amount) {
    Answer answer =
        api.post(
            "/v1/payments",
            """
            {"amount": %d, "currency": "EUR", "payment_method": {"type": "card", "token": "%s"},
             "capture_method": "automatic", "description": "The demo",
             "customer": {"id": "cust_ada", "email": "ada@example.com", "country": "DE", "ip": "203.0.113.7"}}
            """
                .formatted(amount, token));
    String id = answer.status() == 402 ? answer.text("/payment/id") : answer.text("/id");
    if (!id.isEmpty()) {
      payments.add(id);
    }
    return answer;
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asString();
  }

  private void title(String sentence) {
    out.println("\n" + sentence);
  }

  private void say(String sentence) {
    out.println("   " + sentence);
  }
}
