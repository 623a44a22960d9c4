package com.aegispay.fraud.api;

import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.store.IdRange;
import com.aegispay.fraud.store.Review;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** What a caller sees here: a merchant its own in its key's mode, an operator the platform's. */
final class Callers {

  private Callers() {}

  /** Whose rules and lists the caller edits. */
  static Scope scope(Caller caller) {
    return switch (caller) {
      case Caller.Merchant merchant -> new Scope(merchant.merchantId(), merchant.livemode());
      case Caller.Operator() -> Scope.PLATFORM;
      case Caller.Service() -> throw notServed();
    };
  }

  /**
   * Which reviews the caller sees.
   *
   * @param merchant the merchant that an operator asks about
   */
  static Specification<Review> reviews(Caller caller, @Nullable String merchant) {
    return switch (caller) {
      case Caller.Merchant own -> {
        refuse(merchant);
        yield IdRange.<Review>having("merchantId", own.merchantId())
            .and(IdRange.having("livemode", own.livemode()));
      }
      case Caller.Operator() -> IdRange.having("merchantId", merchant);
      case Caller.Service() -> throw notServed();
    };
  }

  /** Who acts, as it is recorded. */
  static String name(Caller caller) {
    return switch (caller) {
      case Caller.Merchant merchant -> merchant.keyId();
      case Caller.Operator() -> "operator";
      case Caller.Service() -> throw notServed();
    };
  }

  /** A merchant's key says whose objects are meant. */
  static void refuse(@Nullable String merchant) {
    if (merchant != null) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_UNKNOWN, "merchant", "Only operators may name a merchant.")
          .asException();
    }
  }

  private static ProblemException notServed() {
    return Problem.of(ProblemCode.PERMISSION_DENIED, "This path is not for services.")
        .asException();
  }
}
