package com.aegispay.merchants.endpoint;

import com.aegispay.merchants.change.OwnedId;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface WebhookEndpoints extends JpaRepository<WebhookEndpoint, OwnedId> {

  Optional<WebhookEndpoint> findByIdAndLivemode(OwnedId id, boolean livemode);

  @Query(
      """
      select e from WebhookEndpoint e
      where e.id.merchantId = :merchant and e.livemode = :livemode
        and e.id.id > :above and e.id.id < :below
      """)
  List<WebhookEndpoint> page(
      String merchant, boolean livemode, String above, String below, Sort sort, Limit limit);
}
