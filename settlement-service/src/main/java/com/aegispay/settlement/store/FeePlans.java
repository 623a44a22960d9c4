package com.aegispay.settlement.store;

import com.aegispay.settlement.ledger.FeePlan;
import java.sql.Timestamp;
import java.time.Instant;
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

  /** The plan for what was captured at that time. */
  public FeePlan of(String merchantId, Instant capturedAt) {
    return jdbc.sql(
            """
            select basis_points, fixed_minor from fee_plans
            where merchant_id = :merchant and valid_from <= :at
            order by valid_from desc, sequence desc limit 1
            """)
        .param("merchant", merchantId)
        .param("at", Timestamp.from(capturedAt))
        .query((row, index) -> new FeePlan(row.getInt(1), row.getLong(2)))
        .optional()
        .orElse(standard);
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
