package com.aegispay.notification.store;

import static com.aegispay.notification.store.Columns.time;

import com.aegispay.notification.webhook.Endpoint;
import com.aegispay.notification.webhook.Endpoint.Secret;
import com.aegispay.notification.webhook.Endpoint.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The merchants' endpoints, as their feed tells of them. */
@Component
public class Endpoints {

  private static final TypeReference<List<Secret>> SECRETS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  public Endpoints(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Keeps what the feed says. An endpoint that was gone stays so until its url or its status
   * changes: a new secret or other events do not say that somebody listens again. The feed does not
   * tell whether a status that stays was asked for, so who wants a gone endpoint back at the same
   * url disables it and enables it.
   */
  public void keep(Endpoint endpoint) {
    int rows =
        jdbc.sql(
                """
                insert into endpoints
                  (merchant_id, endpoint_id, livemode, url, enabled_events, status, secrets)
                values (:merchant, :id, :livemode, :url, :events, :status, :secrets::jsonb)
                on conflict (merchant_id, endpoint_id) do update set
                  livemode = excluded.livemode, url = excluded.url,
                  enabled_events = excluded.enabled_events, status = excluded.status,
                  secrets = excluded.secrets,
                  gone_at = case
                    when endpoints.url = excluded.url and endpoints.status = excluded.status
                    then endpoints.gone_at end
                """)
            .param("merchant", endpoint.merchantId())
            .param("id", endpoint.id())
            .param("livemode", endpoint.livemode())
            .param("url", endpoint.url())
            .param("events", endpoint.enabledEvents().toArray(String[]::new))
            .param("status", endpoint.status().name().toLowerCase(Locale.ROOT))
            .param("secrets", json.writeValueAsString(endpoint.secrets()))
            .update();
    if (rows != 1) {
      throw new IllegalStateException("the endpoint was not kept");
    }
  }

  /** The open endpoints of these merchants, in both modes. */
  public List<Endpoint> openOf(Collection<String> merchants) {
    return jdbc.sql(
            """
            select * from endpoints
            where merchant_id = any(:merchants) and status = 'enabled' and gone_at is null
            order by merchant_id, endpoint_id
            """)
        .param("merchants", merchants.toArray(String[]::new))
        .query(this::read)
        .list();
  }

  /** The merchant's endpoint of this id and mode, unless it was deleted. */
  public Optional<Endpoint> find(String merchantId, boolean livemode, String id) {
    return jdbc.sql(
            """
            select * from endpoints
            where merchant_id = :merchant and endpoint_id = :id and livemode = :livemode
              and status <> 'deleted'
            """)
        .param("merchant", merchantId)
        .param("id", id)
        .param("livemode", livemode)
        .query(this::read)
        .optional();
  }

  Endpoint read(ResultSet row, int index) throws SQLException {
    return new Endpoint(
        row.getString("merchant_id"),
        row.getString("endpoint_id"),
        row.getBoolean("livemode"),
        row.getString("url"),
        List.of((String[]) row.getArray("enabled_events").getArray()),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        json.readValue(row.getString("secrets"), SECRETS),
        time(row, "gone_at"));
  }
}
