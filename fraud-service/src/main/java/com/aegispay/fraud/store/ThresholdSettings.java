package com.aegispay.fraud.store;

import org.springframework.data.jpa.repository.JpaRepository;

/** The thresholds that somebody set. */
public interface ThresholdSettings extends JpaRepository<ThresholdSetting, ThresholdSetting.Key> {}
