package com.aegispay.analytics.store;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who the merchants are. */
public final class Merchants {

  private final JdbcClient jdbc;

  public Merchants(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes a merchant as it is now. */
  public void keep(String merchantId, String name, Instant at) {
    Rows.one(
        jdbc.sql(
                """
                insert into merchants (merchant_id, name, created_at) values (?, ?, ?)
                on conflict (merchant_id) do update set name = excluded.name
                """)
            .param(merchantId)
            .param(name)
            .param(Timestamp.from(at))
            .update());
  }

  public boolean exists(String merchantId) {
    return jdbc.sql("select exists (select from merchants where merchant_id = ?)")
        .param(merchantId)
        .query(Boolean.class)
        .single();
  }
}
