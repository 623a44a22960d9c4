package com.aegispay.merchants.key;

import com.aegispay.merchants.change.OwnedId;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ApiKeys extends JpaRepository<ApiKey, OwnedId> {

  Optional<ApiKey> findByKeyHash(String keyHash);

  Optional<ApiKey> findByIdAndLivemode(OwnedId id, boolean livemode);

  @Query(
      """
      select k from ApiKey k
      where k.id.merchantId = :merchant and k.livemode = :livemode
        and k.id.id > :above and k.id.id < :below
      """)
  List<ApiKey> page(
      String merchant, boolean livemode, String above, String below, Sort sort, Limit limit);
}
