package com.aegispay.merchants.merchant;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface Merchants extends JpaRepository<Merchant, String> {

  @Query("select m from Merchant m where m.merchantId > :above and m.merchantId < :below")
  List<Merchant> page(String above, String below, Sort sort, Limit limit);
}
