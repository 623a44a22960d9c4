package com.aegispay.settlement.store;

import com.aegispay.settlement.ledger.FeePlan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What this service keeps of merchants: their fee plans. */
public final class FeePlans {

  private final JdbcClient jdbc;
  private final FeePlan standard;

  /**
   * @param standard for a merchant whose own plan has not arrived
   */
  public FeePlans(JdbcClient jdbc, FeePlan standard) {
    this.jdbc = jdbc;
    this.standard = standard;
  }

  public FeePlan of(String merchantId) {
    return jdbc.sql("select basis_points, fixed_minor from fee_plans where merchant_id = :merchant")
        .param("merchant", merchantId)
        .query((row, index) -> new FeePlan(row.getInt(1), row.getLong(2)))
        .optional()
        .orElse(standard);
  }

  /** From now on; what was captured before keeps its fee. */
  public void keep(String merchantId, FeePlan plan) {
    Rows.one(
        jdbc.sql(
                """
                insert into fee_plans (merchant_id, basis_points, fixed_minor)
                values (:merchant, :points, :fixed)
                on conflict (merchant_id) do update
                  set basis_points = excluded.basis_points, fixed_minor = excluded.fixed_minor
                """)
            .param("merchant", merchantId)
            .param("points", plan.basisPoints())
            .param("fixed", plan.fixedMinor())
            .update(),
        "fee plan");
  }
}
