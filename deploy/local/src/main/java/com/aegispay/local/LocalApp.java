package com.aegispay.local;

import static com.aegispay.local.LocalApp.Need.ACCESS;
import static com.aegispay.local.LocalApp.Need.AUDIT;
import static com.aegispay.local.LocalApp.Need.FRAUD;
import static com.aegispay.local.LocalApp.Need.KEYRING;
import static com.aegispay.local.LocalApp.Need.KEY_LOOKUP;
import static com.aegispay.local.LocalApp.Need.OUTBOXES;
import static com.aegispay.local.LocalApp.Need.REDIS;
import static com.aegispay.local.LocalApp.Need.SANDBOX;
import static com.aegispay.local.LocalApp.Need.WEBHOOK_TARGETS;
import static com.aegispay.local.LocalApp.Need.WEBHOOK_URLS;
import static com.aegispay.local.LocalApp.Need.WORKER_DATABASE;

import com.aegispay.analytics.AnalyticsApplication;
import com.aegispay.audit.AuditorApplication;
import com.aegispay.fraud.FraudApplication;
import com.aegispay.merchants.MerchantsApplication;
import com.aegispay.notification.NotificationApplication;
import com.aegispay.payments.PaymentApplication;
import com.aegispay.relay.RelayApplication;
import com.aegispay.settlement.SettlementApplication;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service that the launcher can start.
 *
 * @param application its {@code @SpringBootApplication} class
 * @param portOffset its port, counted from the front door's
 * @param schema its PostgreSQL schema; the relay and the auditor have none
 * @param needs the groups of options it reads; a service refuses those that it does not
 */
public record LocalApp(
    String name, Class<?> application, int portOffset, Optional<String> schema, Set<Need> needs) {
  public enum Need {
    /** {@code aegispay.redis}. */
    REDIS,
    /** {@code aegispay.access}: operator key and internal key. */
    ACCESS,
    /** {@code aegispay.access.merchant-service-url}. */
    KEY_LOOKUP,
    /** {@code aegispay.keyring}. */
    KEYRING,
    /** {@code aegispay.fraud}. */
    FRAUD,
    /** {@code aegispay.webhook-targets}: endpoints may be plain http here. */
    WEBHOOK_URLS,
    /** {@code aegispay.webhooks}: loopback targets are allowed here. */
    WEBHOOK_TARGETS,
    /**
     * {@code aegispay.sandbox}: the sandbox gateways run in the service, with books of their own.
     */
    SANDBOX,
    /** {@code aegispay.worker-database}: the role that works for all merchants. */
    WORKER_DATABASE,
    /** {@code aegispay.relay}: the outbox of every schema that has one. */
    OUTBOXES,
    /** {@code aegispay.audit}: the database with every schema. */
    AUDIT
  }

  /** The services and the auditor, in the order of their ports. */
  public static final List<LocalApp> ALL =
      List.of(
          service("merchant", MerchantsApplication.class, 1, REDIS, ACCESS, KEYRING, WEBHOOK_URLS),
          service(
              "payment",
              PaymentApplication.class,
              2,
              REDIS,
              ACCESS,
              KEY_LOOKUP,
              KEYRING,
              FRAUD,
              WORKER_DATABASE,
              SANDBOX),
          service("fraud", FraudApplication.class, 3, REDIS, ACCESS, KEY_LOOKUP),
          service("settlement", SettlementApplication.class, 4, REDIS, ACCESS, KEY_LOOKUP),
          service(
              "notification",
              NotificationApplication.class,
              5,
              REDIS,
              ACCESS,
              KEY_LOOKUP,
              KEYRING,
              WEBHOOK_TARGETS),
          service("analytics", AnalyticsApplication.class, 6, REDIS, ACCESS, KEY_LOOKUP),
          new LocalApp(
              "outbox-relay",
              RelayApplication.class,
              7,
              Optional.empty(),
              Set.of(ACCESS, OUTBOXES)),
          new LocalApp("auditor", AuditorApplication.class, 8, Optional.empty(), Set.of(AUDIT)));

  public LocalApp {
    needs = Set.copyOf(needs);
  }

  private static LocalApp service(
      String schema, Class<?> application, int portOffset, Need... needs) {
    return new LocalApp(
        schema + "-service", application, portOffset, Optional.of(schema), Set.of(needs));
  }
}
