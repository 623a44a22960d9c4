package com.aegispay.merchants.key;

import com.aegispay.starter.access.Caller;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a key may do: {@code *}, or {@code resource:read} and {@code resource:write}. */
final class Scopes {

  static final List<String> ALL = List.of("*");

  /** The first segments of the paths that serve merchants. */
  private static final Set<String> RESOURCES =
      Set.of(
          "analytics",
          "api_keys",
          "balance",
          "balance_transactions",
          "deliveries",
          "disputes",
          "events",
          "fraud",
          "gateways",
          "merchants",
          "payments",
          "payouts",
          "refunds",
          "routing_policy",
          "settlements",
          "tokens",
          "webhook_endpoints");

  private Scopes() {}

  /** The scopes of a request, each once and sorted, or a 400 that names the one that is wrong. */
  static List<String> parse(List<@Nullable String> asked) {
    if (asked.isEmpty()) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID, "scopes", "A key needs one scope at least.")
          .asException();
    }
    Set<String> scopes = new TreeSet<>();
    for (int i = 0; i < asked.size(); i++) {
      String scope = asked.get(i);
      if (scope == null || !isKnown(scope)) {
        throw Problem.ofParam(
                ProblemCode.PARAMETER_INVALID,
                "scopes[" + i + "]",
                "A scope is '*', or one of the resources %s with ':read' or ':write'."
                    .formatted(String.join(", ", new TreeSet<>(RESOURCES))))
            .asException();
      }
      scopes.add(scope);
    }
    return scopes.contains("*") ? ALL : new ArrayList<>(scopes);
  }

  /** Refuses with 403 what the caller may not do itself: a key makes no key that can do more. */
  static void requireHeldBy(Caller.Merchant caller, Collection<String> scopes) {
    for (String scope : scopes) {
      int colon = scope.indexOf(':');
      boolean held =
          colon < 0
              ? caller.scopes().contains("*")
              : caller.may(scope.substring(0, colon), scope.endsWith(":write"));
      if (!held) {
        throw Problem.ofParam(
                ProblemCode.PERMISSION_DENIED,
                "scopes",
                "The calling key does not have the scope " + scope + " and cannot hand it out.")
            .asException();
      }
    }
  }

  private static boolean isKnown(String scope) {
    int colon = scope.indexOf(':');
    return scope.equals("*")
        || (colon > 0
            && RESOURCES.contains(scope.substring(0, colon))
            && Set.of("read", "write").contains(scope.substring(colon + 1)));
  }
}
