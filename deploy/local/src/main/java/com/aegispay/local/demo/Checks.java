package com.aegispay.local.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.aegispay.local.demo.WebhookDoor.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What must hold at the end of the demo, asked of the platform from outside. */
record Checks(Api api, Api operator, Collection<Received> inbox, List<String> payments) {
  private static final Duration DELIVERY = Duration.ofSeconds(60);

  /** What was checked, as a sentence that says so either way. */
  record Result(boolean good, String sentence) {}

  List<Result> run() {
    List<JsonNode> events = history();
    return List.of(
        ledger(), balance(), figures(), sequences(events), delivered(events), once(), genuine());
  }

  private Result ledger() {
    JsonNode trial = operator.get("/v1/ledger/trial_balance").expect(200).body();
    return new Result(
        trial.required("balanced").asBoolean(),
        "the ledger balances: debits and credits " + trial.required("totals"));
  }

  private Result balance() {
    var entries = new TreeMap<String, Long>();
    for (JsonNode entry : api.all("/v1/balance_transactions")) {
      entries.merge(
          entry.required("currency").asString(), entry.required("net").asLong(), Long::sum);
    }
    var balance = new TreeMap<String, Long>();
    JsonNode owed = api.get("/v1/balance").expect(200).body();
    for (String part : List.of("available", "pending")) {
      for (JsonNode amount : owed.required(part)) {
        balance.merge(
            amount.required("currency").asString(), amount.required("amount").asLong(), Long::sum);
      }
    }
    return new Result(
        entries.equals(balance),
        "the balance is the sum of its transactions: %s = %s".formatted(balance, entries));
  }

  /** The read model hears of the same events a little later, so it is given time. */
  private Result figures() {
    var booked = new TreeMap<String, Long>();
    for (JsonNode entry : api.all("/v1/balance_transactions")) {
      String type = entry.required("type").asString();
      String currency = entry.required("currency").asString();
      long amount = entry.required("amount").asLong();
      switch (type) {
        case "charge" -> booked.merge(currency + " captured", amount, Long::sum);
        case "refund", "refund_failure" -> booked.merge(currency + " refunded", -amount, Long::sum);
        default -> {
          // Payouts are no figure of the payments.
        }
      }
    }
    Map<String, Long> told =
        Await.until("the figures", DELIVERY, this::toldFigures, booked::equals);
    return new Result(
        told.equals(booked), "the figures are the ledger's: %s = %s".formatted(told, booked));
  }

  private Map<String, Long> toldFigures() {
    var told = new TreeMap<String, Long>();
    JsonNode summary = api.get("/v1/analytics/summary").expect(200).body();
    for (JsonNode amounts : summary.required("amounts")) {
      for (String figure : List.of("captured", "refunded")) {
        told.put(
            amounts.required("currency").asString() + " " + figure,
            amounts.required(figure).asLong());
      }
    }
    return told;
  }

  private Result sequences(List<JsonNode> events) {
    var gaps = new ArrayList<String>();
    Map<String, List<JsonNode>> bySubject = events.stream().collect(groupingBy(Checks::paymentOf));
    bySubject.forEach(
        (payment, history) -> {
          for (int i = 0; i < history.size(); i++) {
            if (history.get(i).required("sequence").asLong() != i + 1) {
              gaps.add(payment + " after " + i);
            }
          }
        });
    boolean good = gaps.isEmpty() && bySubject.size() == payments.size();
    return new Result(
        good,
        "%d events of %d payments, gaps: %s"
            .formatted(events.size(), bySubject.size(), gaps.isEmpty() ? "none" : gaps));
  }

  private Result delivered(List<JsonNode> events) {
    Set<String> due = new HashSet<>();
    events.forEach(event -> due.add(event.required("id").asString()));
    Set<String> missing =
        Await.until(
            "the webhooks",
            DELIVERY,
            () -> {
              var left = new HashSet<>(due);
              inbox.forEach(webhook -> left.remove(webhook.id()));
              return left;
            },
            Set::isEmpty);
    return new Result(
        missing.isEmpty(), "each of the %d events came as a webhook".formatted(due.size()));
  }

  private Result once() {
    List<Received> received = List.copyOf(inbox);
    List<String> repeated =
        received.stream().collect(groupingBy(Received::id, counting())).entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .map(Map.Entry::getKey)
            .toList();
    return new Result(
        repeated.isEmpty(),
        "%d webhooks came, more than once: %s"
            .formatted(received.size(), repeated.isEmpty() ? "none" : repeated));
  }

  private Result genuine() {
    List<String> forged =
        inbox.stream().filter(webhook -> !webhook.verified()).map(Received::id).toList();
    return new Result(
        forged.isEmpty(),
        "webhooks whose signature does not verify: " + (forged.isEmpty() ? "none" : forged));
  }

  private List<JsonNode> history() {
    var events = new ArrayList<JsonNode>();
    for (String payment : payments) {
      api.get("/v1/payments/" + payment + "/events?limit=100")
          .expect(200)
          .body()
          .required("data")
          .forEach(events::add);
    }
    return events;
  }

  private static String paymentOf(JsonNode event) {
    return event.required("subject").asString();
  }
}
