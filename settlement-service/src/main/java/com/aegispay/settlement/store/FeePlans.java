package com.aegispay.settlement.store;

import com.aegispay.settlement.ledger.FeePlan;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What this service keeps of merchants: every fee plan they had and since when. What a capture
 * costs is so a matter of when it happened, not of when it is booked.
 *
 * <p>A plan that has not arrived cannot count: merchants and payments come on different topics, and
 * money does not wait for a merchant who may never come. So a capture that overtakes its merchant's
 * plan is booked at the plan before it, or at the standard plan where there is none.
 */
public final class FeePlans {

  private final JdbcClient jdbc;
  private final FeePlan standard;

  /**
   * @param standard for a merchant of whom no plan has arrived that was valid
   */
  public FeePlans(JdbcClient jdbc, FeePlan standard) {
    this.jdbc = jdbc;
    this.standard = standard;
  }

  /** The plans of one merchant, by when they began. */
  public final class History {
    private final List<Plan> plans;

    private History(List<Plan> plans) {
      this.plans = plans;
    }

    /** The plan for what was captured at that time. */
    public FeePlan at(Instant capturedAt) {
      return plans.stream()
          .filter(plan -> !plan.validFrom().isAfter(capturedAt))
          .reduce((earlier, later) -> later)
          .map(Plan::plan)
          .orElse(standard);
    }
  }

  private record Plan(String merchantId, Instant validFrom, FeePlan plan) {}

  /** Each merchant's plans, in one statement. */
  public Map<String, History> of(Set<String> merchantIds) {
    if (merchantIds.isEmpty()) {
      return Map.of();
    }
    Map<String, List<Plan>> plans =
        jdbc
            .sql(
                """
                select merchant_id, valid_from, basis_points, fixed_minor from fee_plans
                where merchant_id = any (:merchants)
                order by merchant_id, valid_from, sequence
                """)
            .param("merchants", merchantIds.toArray(String[]::new))
            .query(
                (row, index) ->
                    new Plan(
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        new FeePlan(row.getInt(3), row.getLong(4))))
            .list()
            .stream()
            .collect(Collectors.groupingBy(Plan::merchantId));
    return merchantIds.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), id -> new History(plans.getOrDefault(id, List.of()))));
  }

  /**
   * Adds a plan; what was captured before it keeps its fee. A plan that is here already stays.
   *
   * @param sequence of the merchant's event that says so
   */
  public void add(String merchantId, long sequence, Instant validFrom, FeePlan plan) {
    int _ =
        jdbc.sql(
                """
                insert into fee_plans (merchant_id, sequence, valid_from, basis_points, fixed_minor)
                values (:merchant, :sequence, :from, :points, :fixed)
                on conflict (merchant_id, sequence) do nothing
                """)
            .param("merchant", merchantId)
            .param("sequence", sequence)
            .param("from", Timestamp.from(validFrom))
            .param("points", plan.basisPoints())
            .param("fixed", plan.fixedMinor())
            .update();
  }
}
