package com.aegispay.merchants.merchant;

import com.aegispay.merchants.change.Versioned;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody who sells through the platform. */
@Entity
@Table(name = "merchants")
class Merchant extends Versioned {

  @Id private String merchantId;
  private String name;
  private String email;

  @Column(updatable = false)
  private String country;

  @Column(updatable = false)
  private String defaultCurrency;

  @Column(updatable = false)
  private String status;

  @Embedded private FeePlan feePlan;

  @SuppressWarnings("NullAway.Init")
  protected Merchant() {}

  Merchant(String merchantId, NewMerchant wanted, Instant now) {
    super(now);
    this.merchantId = merchantId;
    this.name = wanted.name();
    this.email = wanted.email();
    this.country = wanted.country();
    this.defaultCurrency = wanted.defaultCurrency();
    this.status = "active";
    this.feePlan = FeePlan.STANDARD;
  }

  /** Takes these values on; false where they were its values already. */
  boolean become(String newName, String newEmail, FeePlan newFeePlan, Instant now) {
    if (name.equals(newName) && email.equals(newEmail) && feePlan.equals(newFeePlan)) {
      return false;
    }
    name = newName;
    email = newEmail;
    feePlan = newFeePlan;
    changed(now);
    return true;
  }

  String name() {
    return name;
  }

  String email() {
    return email;
  }

  FeePlan feePlan() {
    return feePlan;
  }

  MerchantView view() {
    return new MerchantView(
        merchantId,
        "merchant",
        name,
        email,
        country,
        defaultCurrency,
        status,
        feePlan,
        createdAt(),
        updatedAt(),
        version(),
        null);
  }
}
