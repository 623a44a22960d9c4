package com.aegispay.fraud.store;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The rules that somebody set. */
public interface RuleSettings extends JpaRepository<RuleSetting, RuleSetting.Key> {

  List<RuleSetting> findByMerchantIdAndLivemode(String merchantId, boolean livemode);
}
