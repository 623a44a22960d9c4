package com.aegispay.merchants.merchant;

import com.aegispay.merchants.door.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What may change of a merchant; what is absent (or null) stays. */
record MerchantPatch(
    @PlainText @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        @Nullable String name,
    @PlainText @Email @Size(min = 3, max = 254) @Nullable String email,
    @Valid @Nullable Fees feePlan) {

  /** A whole fee plan: a part of one would leave the other part to guessing. */
  record Fees(
      @NotNull @Min(0) @Max(10_000) Integer basisPoints,
      @NotNull @Min(0) @Max(1_000_000) Long fixedMinor) {

    FeePlan plan() {
      return new FeePlan(basisPoints, fixedMinor);
    }
  }
}
