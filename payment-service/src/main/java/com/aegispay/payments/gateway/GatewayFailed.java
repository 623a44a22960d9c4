package com.aegispay.payments.gateway;

import java.util.function.Predicate;

/**
 * What a circuit breaker counts: the gateway could not do its work. A decline is work done. Named
 * in the configuration of {@code resilience4j.circuitbreaker}.
 */
public final class GatewayFailed implements Predicate<Object> {

  @Override
  public boolean test(Object result) {
    return result instanceof GatewayAnswer answer
        && switch (answer) {
          case GatewayAnswer.Unknown _, GatewayAnswer.SoftFailure _ -> true;
          case GatewayAnswer.Approved _,
              GatewayAnswer.Declined _,
              GatewayAnswer.NeedsCustomer _,
              GatewayAnswer.Pending _ ->
              false;
        };
  }
}
