package com.aegispay.local;

import com.aegispay.servers.Kafka;
import com.aegispay.servers.Roles;
import com.aegispay.servers.Servers;
import com.aegispay.starter.id.Ids;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The servers, the services and the front door; closing it stops them in the opposite order. */
final class Platform implements AutoCloseable {
  private static final int STARTED_AT_ONCE = 2;

  private final Settings settings;
  private final List<LocalApp> services;
  private final Routes routes;
  private final Progress progress;
  private final Ids ids;
  private final ConcurrentLinkedQueue<ConfigurableApplicationContext> contexts =
      new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;
  private @Nullable Servers servers;
  private @Nullable FrontDoor frontDoor;

  Platform(Settings settings, List<LocalApp> services, Routes routes, Progress progress, Ids ids) {
    this.settings = settings;
    this.services = List.copyOf(services);
    this.routes = routes;
    this.progress = progress;
    this.ids = ids;
  }

  /**
   * Returns when everything is started; when something is not, or {@link #close} was called
   * meanwhile, it throws.
   */
  synchronized void start() throws IOException {
    // One logging configuration for the whole JVM: seven contexts would each set up their own.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    servers = Servers.start(settings.serverPlan());
    prepare(servers);
    progress.done("PostgreSQL, Redis and Kafka");
    startServices();
    frontDoor = FrontDoor.open(settings.ports().frontDoor(), routes, instances(), ids);
    progress.done("front door");
  }

  /** Where each service listens. */
  Map<String, URI> serviceUris() {
    var uris = new LinkedHashMap<String, URI>();
    for (var service : services) {
      uris.put(service.name(), URI.create("http://127.0.0.1:" + settings.ports().service(service)));
    }
    return uris;
  }

  private Map<String, List<URI>> instances() {
    var instances = new LinkedHashMap<String, List<URI>>();
    serviceUris().forEach((name, uri) -> instances.put(name, List.of(uri)));
    return instances;
  }

  /** May be called while {@link #start} runs: it then ends at its next step. */
  @Override
  public void close() {
    stopping = true;
    stop();
  }

  private synchronized void stop() {
    if (frontDoor != null) {
      frontDoor.close();
      frontDoor = null;
    }
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (var context = contexts.poll(); context != null; context = contexts.poll()) {
        threads.execute(context::close);
      }
    }
    if (servers != null) {
      servers.close();
      servers = null;
    }
  }

  private void prepare(Servers started) throws IOException {
    try {
      started.postgres().createDatabase(Settings.DATABASE);
      try (var admin = started.postgres().connectAsAdmin(Settings.DATABASE)) {
        Roles.apply(admin, settings.secrets()::postgresRole);
      }
    } catch (SQLException e) {
      throw new IOException("PostgreSQL could not be prepared: " + e.getMessage(), e);
    }
    started.kafka().createTopics(Kafka.TOPICS);
  }

  /** The first alone, so that what all share is loaded once; then two at a time. */
  private void startServices() throws IOException {
    startService(services.getFirst());
    try (var threads = Executors.newFixedThreadPool(STARTED_AT_ONCE)) {
      List<Future<?>> others =
          services.stream()
              .skip(1)
              .<Future<?>>map(
                  service ->
                      threads.submit(
                          () -> {
                            startService(service);
                            return service;
                          }))
              .toList();
      for (var other : others) {
        other.get();
      }
    } catch (ExecutionException e) {
      stopping = true;
      throw e.getCause() instanceof IOException told ? told : new IOException(rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the services started", e);
    }
  }

  private void startService(LocalApp service) throws IOException {
    if (stopping) {
      throw new IOException("stopped before " + service.name() + " was started");
    }
    try {
      contexts.add(ServiceScope.in(service.name(), () -> run(service)));
      progress.done(service.name());
    } catch (RuntimeException e) {
      throw new IOException(service.name() + " did not start: " + rootMessage(e), e);
    }
  }

  private ConfigurableApplicationContext run(LocalApp service) {
    return new SpringApplicationBuilder(service.application())
        .main(service.application())
        .registerShutdownHook(false)
        .web(WebApplicationType.SERVLET)
        .run(settings.argumentsOf(service).toArray(String[]::new));
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
