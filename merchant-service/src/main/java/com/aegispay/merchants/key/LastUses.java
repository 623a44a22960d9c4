package com.aegispay.merchants.key;

import com.aegispay.merchants.change.OwnedId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * When keys were last used, as far as merchant-service sees it: by requests to itself, and by the
 * one lookup that each other service makes when it meets a key. Kept in memory and written every
 * half minute, so that no request waits for it; a crash forgets the last half minute.
 */
@Component
class LastUses implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);

  private final JdbcClient jdbc;
  private Map<OwnedId, Instant> seen = new HashMap<>();

  LastUses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  synchronized void saw(String merchantId, String keyId, Instant now) {
    seen.put(new OwnedId(merchantId, keyId), now);
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  void write() {
    List<Entry<OwnedId, Instant>> uses = take();
    if (uses.isEmpty()) {
      return;
    }
    try {
      int written =
          jdbc.sql(
                  """
                  update api_keys k set last_used_at = greatest(k.last_used_at, to_timestamp(u.ms / 1000.0))
                  from unnest(cast(:merchants as text[]), cast(:ids as text[]), cast(:ms as bigint[]))
                    as u (merchant_id, id, ms)
                  where k.merchant_id = u.merchant_id and k.id = u.id
                  """)
              .param(
                  "merchants",
                  uses.stream().map(u -> u.getKey().merchantId()).toArray(String[]::new))
              .param("ids", uses.stream().map(u -> u.getKey().id()).toArray(String[]::new))
              .param("ms", uses.stream().map(u -> u.getValue().toEpochMilli()).toArray(Long[]::new))
              .update();
      LOG.debug("the last use of {} keys was written", written);
    } catch (DataAccessException e) {
      LOG.warn("the last use of {} keys is not known: the database does not answer", uses.size());
    }
  }

  @Override
  public void destroy() {
    write();
  }

  private synchronized List<Entry<OwnedId, Instant>> take() {
    List<Entry<OwnedId, Instant>> taken = List.copyOf(seen.entrySet());
    seen = new HashMap<>();
    return taken;
  }
}
