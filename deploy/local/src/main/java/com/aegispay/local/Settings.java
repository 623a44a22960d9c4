package com.aegispay.local;

import com.aegispay.local.LocalApp.Need;
import com.aegispay.servers.Durability;
import com.aegispay.servers.Roles;
import com.aegispay.servers.ServerPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the launcher tells each service: where everything is, and how to run beside six others. */
public record Settings(Installation installation, Ports ports, Secrets secrets) {
  public static final String DATABASE = "aegispay";

  private static final List<String> PUBLISHING_SCHEMAS =
      List.of("merchant", "payment", "fraud", "settlement");

  /**
   * As arguments of {@code SpringApplication.run}: stronger than the service's own file, and on no
   * command line.
   */
  List<String> argumentsOf(LocalApp service) {
    return optionsOf(service).entrySet().stream()
        .map(option -> "--" + option.getKey() + "=" + option.getValue())
        .toList();
  }

  /** The same as options, which can be changed. */
  public Map<String, String> optionsOf(LocalApp service) {
    var options = new LinkedHashMap<String, String>();
    options.put("spring.application.name", service.name());
    options.put("spring.config.name", service.name());
    options.put("server.address", "127.0.0.1");
    options.put("server.port", Integer.toString(ports.service(service)));
    options.put("management.metrics.use-global-registry", "false");
    options.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + ports.kafka());
    service.schema().ifPresent(schema -> options.putAll(database(schema)));
    service.needs().forEach(need -> options.putAll(group(need)));
    return options;
  }

  private Map<String, String> database(String schema) {
    return Map.of(
        "spring.datasource.url", url(),
        "spring.datasource.username", Roles.service(schema),
        "spring.datasource.password", secrets.postgresRole(Roles.service(schema)),
        "spring.flyway.user", Roles.owner(schema),
        "spring.flyway.password", secrets.postgresRole(Roles.owner(schema)));
  }

  private Map<String, String> group(Need need) {
    return switch (need) {
      case REDIS -> Map.of("aegispay.redis.address", "redis://127.0.0.1:" + ports.redis());
      case ACCESS ->
          Map.of(
              "aegispay.access.operator-key", secrets.operatorKey(),
              "aegispay.access.internal-key", secrets.internalKey());
      case KEY_LOOKUP -> Map.of("aegispay.access.merchant-service-url", urlOf("merchant-service"));
      case KEYRING ->
          Map.of(
              "aegispay.keyring.file",
              installation.keyring().toString(),
              "aegispay.keyring.create",
              "true");
      case FRAUD -> Map.of("aegispay.fraud.url", urlOf("fraud-service"));
      case WEBHOOK_URLS -> Map.of("aegispay.webhook-targets.allow-http", "true");
      case WEBHOOK_TARGETS -> Map.of("aegispay.webhooks.allow-private-targets", "true");
      case SANDBOX ->
          Map.of(
              "aegispay.sandbox.embedded", "true",
              "aegispay.sandbox.books.url", url(),
              "aegispay.sandbox.books.username", Roles.owner("sandbox"),
              "aegispay.sandbox.books.password", secrets.postgresRole(Roles.owner("sandbox")));
      case WORKER_DATABASE ->
          Map.of(
              "aegispay.worker-database.username", Roles.worker("payment"),
              "aegispay.worker-database.password", secrets.postgresRole(Roles.worker("payment")));
      case OUTBOXES -> outboxes();
      case AUDIT ->
          Map.of(
              "aegispay.audit.url", url(),
              "aegispay.audit.username", Roles.AUDITOR,
              "aegispay.audit.password", secrets.postgresRole(Roles.AUDITOR));
    };
  }

  private Map<String, String> outboxes() {
    var options = new LinkedHashMap<String, String>();
    for (String schema : PUBLISHING_SCHEMAS) {
      String source = "aegispay.relay.sources." + schema + ".";
      options.put(source + "url", url() + "?currentSchema=" + schema);
      options.put(source + "username", Roles.RELAY);
      options.put(source + "password", secrets.postgresRole(Roles.RELAY));
    }
    return options;
  }

  /** Where the servers listen and keep their data; what was acknowledged is on the disk. */
  public ServerPlan serverPlan() {
    return new ServerPlan(
        installation.directory(),
        ports.postgres(),
        ports.redis(),
        ports.kafka(),
        ports.kafkaController(),
        secrets.postgresAdmin(),
        Durability.KEPT);
  }

  /** The JDBC address of the platform's database. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + DATABASE;
  }

  private String urlOf(String name) {
    int offset =
        LocalApp.ALL.stream()
            .filter(service -> service.name().equals(name))
            .findFirst()
            .orElseThrow()
            .portOffset();
    return "http://127.0.0.1:" + (ports.frontDoor() + offset);
  }
}
