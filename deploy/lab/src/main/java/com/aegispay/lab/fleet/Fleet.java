package com.aegispay.lab.fleet;

import com.aegispay.audit.Sources;
import com.aegispay.local.FrontDoor;
import com.aegispay.local.Installation;
import com.aegispay.local.LocalApp;
import com.aegispay.local.Ports;
import com.aegispay.local.Routes;
import com.aegispay.local.Secrets;
import com.aegispay.local.Settings;
import com.aegispay.servers.Leftovers;
import com.aegispay.servers.Roles;
import com.aegispay.starter.id.Ids;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The platform as real processes: PostgreSQL, Redis, Kafka, the sandbox gateways, and each instance
 * of each service; what was acknowledged is on the disk. The front door is in this process: it
 * stands for an ingress, as the gateways stand for other companies, and neither is ever killed.
 */
public final class Fleet implements AutoCloseable {

  private static final int STARTED_AT_ONCE = 2;
  private static final int SANDBOX_OFFSET = 14;
  private static final int REPLICAS_OFFSET = 20;
  private static final List<String> LOWER_PRIORITY = List.of("nice", "-n", "5");

  private final FleetPlan plan;
  private final Installation installation;
  private final Ports ports;
  private final Settings settings;
  private final Ids ids;
  private final PostgresNode postgres;
  private final RedisNode redis;
  private final Node kafka;
  private final Node sandbox;
  private final Map<String, JvmNode> services = new LinkedHashMap<>();
  private final Map<String, List<URI>> uris = new LinkedHashMap<>();
  private final List<AutoCloseable> doors = new ArrayList<>();

  /** Prepares a fleet: its directory, its secrets, its command lines. */
  public Fleet(FleetPlan plan) throws IOException {
    this.plan = plan;
    this.installation = new Installation(plan.directory());
    installation.prepare();
    Leftovers.end(plan.directory());
    var random = new SecureRandom();
    this.ids = new Ids(Clock.systemUTC(), random);
    this.ports = new Ports(plan.port());
    this.settings = new Settings(installation, ports, Secrets.of(installation.secrets(), random));
    this.postgres = new PostgresNode(settings.serverPlan());
    this.redis = new RedisNode(settings.serverPlan());
    this.kafka =
        jvm(
            "kafka",
            "kafka",
            Stream.concat(plan.jvm().stream(), Stream.of("-Xmx512m")).toList(),
            KafkaProcess.class,
            plan.directory().toString(),
            Integer.toString(ports.kafka()),
            Integer.toString(ports.kafkaController()));
    this.sandbox = sandbox();
    int replica = REPLICAS_OFFSET;
    for (LocalApp app : LocalApp.ALL) {
      for (int number = 1; number <= plan.replicas().getOrDefault(app.name(), 0); number++) {
        int port = number == 1 ? ports.service(app) : ports.frontDoor() + replica++;
        String name = app.name() + "-" + number;
        services.put(name, service(app, name, port));
        uris.computeIfAbsent(app.name(), _ -> new ArrayList<>()).add(loopback(port));
      }
    }
  }

  /**
   * Starts everything; returns when all of it is ready.
   *
   * @param progress told of each process that is
   */
  public void start(Consumer<String> progress) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::endServers, "end"));
    startAll(List.of(postgres, redis, kafka), progress);
    try {
      postgres.server().createDatabase(Settings.DATABASE);
      try (Connection admin = connectAsAdmin()) {
        Roles.apply(admin, settings.secrets()::postgresRole);
      }
    } catch (SQLException e) {
      throw new IOException("PostgreSQL could not be prepared: " + e.getMessage(), e);
    }
    doors.add(FrontDoor.open(ports.frontDoor(), Routes.packaged(), uris, ids));
    // The first service alone: it makes the keyring, which the others share.
    List<Node> others = new ArrayList<>(services.values());
    startAll(List.of(others.removeFirst()), progress);
    others.addFirst(sandbox);
    startAll(others, progress);
  }

  /** Where merchants and operators call. */
  public URI uri() {
    return loopback(ports.frontDoor());
  }

  /** Where the instances of a service listen. */
  public List<URI> urisOf(String service) {
    return List.copyOf(uris.getOrDefault(service, List.of()));
  }

  /** Where the sandbox gateways listen. */
  public URI sandboxUri() {
    return loopback(ports.frontDoor() + SANDBOX_OFFSET);
  }

  public String operatorKey() {
    return settings.secrets().operatorKey();
  }

  /** The ports, secrets and addresses of this fleet. */
  public Settings settings() {
    return settings;
  }

  public PostgresNode postgres() {
    return postgres;
  }

  /**
   * The processes that do one thing: the instances of a service by its name, or one of {@code
   * postgres}, {@code redis} and {@code kafka}.
   */
  public List<Node> nodesOf(String name) {
    return switch (name) {
      case "postgres" -> List.of(postgres);
      case "redis" -> List.of(redis);
      case "kafka" -> List.of(kafka);
      default ->
          services.values().stream()
              .filter(service -> service.name().startsWith(name + "-"))
              .map(Node.class::cast)
              .toList();
    };
  }

  /** The names of the services' processes that do not live. */
  public List<String> dead() throws InterruptedException {
    var dead = new ArrayList<String>();
    for (JvmNode service : services.values()) {
      if (service.endsWithin(Duration.ZERO)) {
        dead.add(service.name());
      }
    }
    return dead;
  }

  /** Connects to the platform's database as the superuser. */
  public Connection connectAsAdmin() throws SQLException {
    return postgres.server().connectAsAdmin(Settings.DATABASE);
  }

  /** What the auditor looks at. */
  public Sources sources() {
    return new Sources(
        settings.url(),
        Roles.AUDITOR,
        settings.secrets().postgresRole(Roles.AUDITOR),
        Map.of("bootstrap.servers", kafkaBootstrap()));
  }

  public String kafkaBootstrap() {
    return "127.0.0.1:" + ports.kafka();
  }

  /** Stops what runs: services first, PostgreSQL last. */
  @Override
  public void close() throws IOException {
    for (AutoCloseable door : doors) {
      try {
        door.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
    try (postgres;
        redis;
        kafka;
        sandbox;
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Node service : services.values()) {
        var _ =
            threads.submit(
                () -> {
                  service.close();
                  return service;
                });
      }
    }
  }

  /** The JVMs see the end of their input when this one is gone, these two do not. */
  private void endServers() {
    for (ServerNode server : List.of(redis, postgres)) {
      try {
        server.end();
      } catch (IOException e) {
        System.err.println(server.name() + " may still run: " + e.getMessage());
      }
    }
  }

  private void startAll(Collection<Node> nodes, Consumer<String> progress) throws IOException {
    try (var threads = Executors.newFixedThreadPool(STARTED_AT_ONCE)) {
      List<Future<?>> started = new ArrayList<>();
      for (Node node : nodes) {
        started.add(
            threads.submit(
                () -> {
                  node.start();
                  progress.accept(node.name());
                  return node;
                }));
      }
      for (Future<?> one : started) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException told ? told : new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the fleet started", e);
    }
  }

  private JvmNode service(LocalApp app, String name, int port) throws IOException {
    Map<String, String> options = settings.optionsOf(app);
    options.put("server.port", Integer.toString(port));
    if (options.keySet().removeIf(option -> option.startsWith("aegispay.sandbox."))) {
      options.put("aegispay.sandbox.url", sandboxUri().toString());
      options.put("aegispay.sandbox.secret", settings.secrets().internalKey());
    }
    options.putAll(plan.options().getOrDefault(app.name(), Map.of()));
    if (plan.faults()) {
      options.put(FaultProperties.ENABLED, "true");
    }
    Path file = optionsFile(name, options);
    return jvm(name, app.name(), plan.jvm(), ServiceProcess.class, app.name(), file.toString());
  }

  private Node sandbox() throws IOException {
    FleetPlan.Gateways gateways = plan.gateways();
    Map<String, String> options =
        Map.of(
            "port", Integer.toString(ports.frontDoor() + SANDBOX_OFFSET),
            "secret", settings.secrets().internalKey(),
            "callback", loopback(ports.frontDoor()).toString(),
            "books.url", settings.url(),
            "books.username", Roles.owner("sandbox"),
            "books.password", settings.secrets().postgresRole(Roles.owner("sandbox")),
            "p50-ms", Long.toString(gateways.p50().toMillis()),
            "p99-ms", Long.toString(gateways.p99().toMillis()),
            "silence-ms", Long.toString(gateways.silence().toMillis()),
            "refunds-settle-after-ms", Long.toString(gateways.refundsSettleAfter().toMillis()));
    Path file = optionsFile("sandbox", options);
    Class<?> main =
        switch (gateways.books()) {
          case AT_ONCE -> SandboxProcess.class;
          case WHEN_TOLD -> ApprovingSandbox.class;
        };
    return jvm("sandbox", "sandbox", plan.jvm(), main, file.toString());
  }

  private Path optionsFile(String name, Map<String, String> options) throws IOException {
    Path file = plan.directory().resolve(name + ".properties");
    Options.write(file, options);
    return file;
  }

  private JvmNode jvm(
      String name, String kind, List<String> jvmOptions, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    if (plan.background().contains(kind)) {
      command.addAll(LOWER_PRIORITY);
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:disable",
            "--illegal-native-access=allow",
            "--sun-misc-unsafe-memory-access=allow",
            "-Duser.timezone=UTC",
            "-Dlogback.configurationFile=logback-lab.xml",
            "-Daegispay.logs=" + installation.logs()));
    String archive = System.getProperty("aegispay.archive");
    if (archive != null) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new JvmNode(name, command, installation.logs().resolve(name + ".log"));
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
