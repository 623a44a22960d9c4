package com.aegispay.merchants.merchant;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * What the platform takes of each capture.
 *
 * @param basisPoints hundredths of a percent of the amount
 * @param fixedMinor added to it, in minor units of the payment's currency
 */
@Embeddable
record FeePlan(
    @Column(name = "fee_basis_points") int basisPoints,
    @Column(name = "fee_fixed_minor") long fixedMinor) {

  /** Where nothing else was agreed: 2.9 % + 30. */
  static final FeePlan STANDARD = new FeePlan(290, 30);
}
