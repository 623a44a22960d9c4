package com.aegispay.payments.payment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code docs/payment-states.md}, made by asking the law about every state and command. */
final class StatesDocument {

  private static final String HEAD =
      """
      # The states of a payment

      Made from the code (`StatesDocumentTest`; it fails when this page is stale). To write it anew:

      ```
      ./mvnw -pl payment-service -am test -Dtest=StatesDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Daegispay.docs.write=true
      ```

      `PaymentRules.decide(payment, command)` is the whole law: it answers with events or a refusal and nothing else
      happens. An arrow is drawn where some sequence of commands of one payment takes it.

      """;

  private static final String GUARDS =
      """
      ## Guards, in their order

      The first that does not hold is the refusal (`Guards`; `GuardsTest` breaks two at a time):

      1. the state (`NotInState`); where it depends on what an open attempt comes to, that attempt is the refusal
      2. an open attempt (`AttemptOpen`; `TooManyAttempts` after LIMIT), a reversal under way (`ReversalUnderWay`), a
         cancellation that was asked for (`CancelUnderWay`)
      3. the amount: its currency (`OtherCurrency`), sign (`NotPositive`), limit (`ExceedsHold`, `ExceedsCaptured`)
      4. what the gateway that has the payment can do (`GatewayCannot`)
      5. the risk check (`BlockedByRisk`)

      An attempt that is unknown ends by its own gateway's word or an operator's, and by nothing else; it has no way to
      another gateway.

      """;

  private StatesDocument() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("```mermaid\nstateDiagram-v2\n  [*] --> initiated\n");
    arrows().forEach((from, to) -> to.forEach(status -> page.append(arrow(from, status))));
    page.append("```\n\n");
    page.append(GUARDS.replace("LIMIT", Integer.toString(Guards.MAX_ATTEMPTS)));
    page.append("## Who may\n\n| command | who |\n|---|---|\n");
    who().forEach((command, who) -> page.append("| %s | %s |\n".formatted(command, who)));
    page.append("\n## Each state\n\nThe state afterwards: its events. Or why not.\n");
    Situations.all().forEach((name, payment) -> page.append(section(name, payment)));
    return page.toString();
  }

  /** From each status to every other that some payment takes, event by event. */
  static Map<Status, Set<Status>> arrows() {
    Map<Status, Set<Status>> arrows = new TreeMap<>();
    for (Reachable.Step step : Reachable.steps()) {
      Payment now = step.before();
      for (PaymentEvent event : step.events()) {
        Payment next = PaymentHistory.after(now, List.of(event));
        if (next.status() != now.status()) {
          arrows.computeIfAbsent(now.status(), from -> new TreeSet<>()).add(next.status());
        }
        now = next;
      }
    }
    return arrows;
  }

  private static String arrow(Status from, Status to) {
    return "  %s --> %s\n".formatted(from.wireName(), to.wireName());
  }

  private static Map<String, String> who() {
    Payment any = Given.captured(Situations.TEN);
    Map<String, String> who = new LinkedHashMap<>();
    Situations.commands()
        .forEach((name, make) -> who.put(name.split(" ", 2)[0], may(make.apply(any))));
    return who;
  }

  private static String may(PaymentCommand command) {
    return switch (command) {
      case PaymentCommand.Authorize _ -> "the platform";
      case PaymentCommand.Answer _ -> "the gateway: by its answer, by inquiry, by its webhook";
      case PaymentCommand.Capture _ -> "the merchant; the platform at `capture_at`";
      case PaymentCommand.Cancel _ -> "the merchant; the platform, to carry out a wish";
      case PaymentCommand.Refund _ -> "the merchant; the platform, to carry out a wish to cancel";
      case PaymentCommand.Retry _ -> "the merchant";
      case PaymentCommand.Expire _ -> "the platform, when the time is over";
      case PaymentCommand.Reverse _ ->
          "the platform, after a late approval or a challenge given up";
      case PaymentCommand.Resolve _ -> "an operator, with a reason";
      case PaymentCommand.Settle _ -> "settlement-service, by its topic";
    };
  }

  /** Commands with the same outcome share a row. */
  private static String section(String name, Payment payment) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Situations.commands()
        .forEach(
            (command, make) ->
                rows.computeIfAbsent(
                        Situations.outcome(payment, make.apply(payment)), none -> new ArrayList<>())
                    .add(command));
    return "\n### %s\n\n| command | outcome |\n|---|---|\n".formatted(name)
        + rows.entrySet().stream()
            .map(row -> "| %s | %s |\n".formatted(String.join(", ", row.getValue()), row.getKey()))
            .collect(Collectors.joining());
  }
}
