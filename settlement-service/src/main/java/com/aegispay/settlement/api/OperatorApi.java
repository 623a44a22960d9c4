package com.aegispay.settlement.api;

import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.flow.RunSettlements;
import com.aegispay.settlement.resource.RunResource;
import com.aegispay.settlement.resource.TrialBalanceResource;
import com.aegispay.settlement.store.SettlementRuns;
import com.aegispay.settlement.store.TrialBalance;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What operators do: settlement runs and the trial balance. */
@RestController
class OperatorApi {

  private final SettlementRuns runs;
  private final RunSettlements runSettlements;
  private final TrialBalance trialBalance;
  private final Idempotency idempotency;
  private final TaskScheduler scheduler;
  private final Ids ids;
  private final Clock clock;

  OperatorApi(
      SettlementRuns runs,
      RunSettlements runSettlements,
      TrialBalance trialBalance,
      Idempotency idempotency,
      TaskScheduler scheduler,
      Ids ids,
      Clock clock) {
    this.runs = runs;
    this.runSettlements = runSettlements;
    this.trialBalance = trialBalance;
    this.idempotency = idempotency;
    this.scheduler = scheduler;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What to settle.
   *
   * @param merchant whose books; everybody's when absent
   * @param livemode which mode; both when absent
   * @param upTo captures and refunds until then; until now when absent
   */
  record RunRequest(
      @Nullable String merchant, @Nullable Boolean livemode, @Nullable Instant upTo) {}

  /** Orders a run and answers 202; {@code GET} tells when it has completed. */
  @PostMapping("/v1/settlement_runs")
  ResponseEntity<String> order(
      Caller.Operator caller,
      @RequestBody(required = false) @Nullable RunRequest body,
      HttpServletRequest request) {
    RunRequest asked = body == null ? new RunRequest(null, null, null) : body;
    if (asked.merchant() != null && !Ids.isId("mer", asked.merchant())) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID, "merchant", "merchant must be a merchant's id.")
          .asException();
    }
    ResponseEntity<String> answer =
        idempotency.once(IdempotencyKey.required(request, caller), asked, 202, () -> added(asked));
    var _ = scheduler.schedule(runSettlements::drive, clock.instant());
    return answer;
  }

  @GetMapping("/v1/settlement_runs/{id}")
  RunResource run(Caller.Operator caller, @PathVariable String id) {
    return found(id);
  }

  @GetMapping("/v1/ledger/trial_balance")
  TrialBalanceResource trialBalance(Caller.Operator caller) {
    return trialBalance.taken();
  }

  private RunResource added(RunRequest asked) {
    Instant now = clock.instant();
    Instant upTo = asked.upTo() == null ? now : asked.upTo();
    String id = ids.next("run");
    runs.add(new Run(id, asked.merchant(), asked.livemode(), upTo, now));
    return found(id);
  }

  private RunResource found(String id) {
    return runs.find(id).orElseThrow(() -> Problem.missing("settlement run", id).asException());
  }
}
