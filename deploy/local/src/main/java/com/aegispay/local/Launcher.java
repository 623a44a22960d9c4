package com.aegispay.local;

import com.aegispay.servers.Leftovers;
import com.aegispay.starter.id.Ids;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program behind {@code ./aegispay up}: starts the platform, says where it is, and runs until
 * it is told to stop.
 *
 * <p>{@code up PORT DIRECTORY} starts; {@code rehearse PORT DIRECTORY} starts and stops, for the
 * archive of classes that a JVM may write when it ends; {@code clean DIRECTORY} ends what a killed
 * launcher left.
 */
public final class Launcher {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Installation installation;
  private final Ports ports;
  private final PrintStream out;

  private Launcher(Installation installation, Ports ports, PrintStream out) {
    this.installation = installation;
    this.ports = ports;
    this.out = out;
  }

  public static void main(String[] arguments) {
    var installation = new Installation(Path.of(arguments[arguments.length - 1]));
    try {
      if (arguments[0].equals("clean")) {
        clean(installation);
      } else {
        start(installation, new Ports(Integer.parseInt(arguments[1])));
      }
    } catch (StartRefused | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.printf(
          "AegisPay cannot use %s (%s): make it readable and writable and free some space, or choose another place with --data.%n",
          installation.directory(), e);
      System.exit(1);
    }
    if (arguments[0].equals("rehearse")) {
      System.exit(0);
    }
  }

  private static void clean(Installation installation) throws IOException {
    FileLock lock = lock(installation);
    Leftovers.end(installation.directory())
        .forEach(ended -> System.out.println("Ended " + ended + ", left by a killed run."));
    lock.release();
  }

  private static void start(Installation installation, Ports ports) throws IOException {
    // Before many threads log at once: what is logged while the log is being set up would be held
    // back.
    LoggerFactory.getLogger(Launcher.class).info("up {} {}", ports, installation.directory());
    new Launcher(installation, ports, System.out).run();
  }

  private void run() throws IOException {
    FileLock lock = claim();
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    var random = new SecureRandom();
    var settings = new Settings(installation, ports, Secrets.of(installation.secrets(), random));
    var ids = new Ids(Clock.systemUTC(), random);
    var platform = new Platform(settings, LocalApp.ALL, Routes.packaged(), this::step, ids);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform, lock), "stop"));
    try {
      platform.start();
      Health.await(platform.serviceUris());
      announce(platform, settings.secrets());
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(Launcher.class).error("AegisPay did not start", e);
      System.err.println(
          "AegisPay did not start: " + e.getMessage() + " (more in " + installation.logs() + ")");
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      System.exit(1);
    }
  }

  /** Makes the directory and the ports ours, or refuses with the reason. */
  private FileLock claim() throws IOException {
    installation.prepare();
    FileLock lock = lock(installation);
    Files.deleteIfExists(installation.facts());
    Files.writeString(installation.pid(), Long.toString(ProcessHandle.current().pid()));
    Leftovers.end(installation.directory())
        .forEach(ended -> out.println("  ended " + ended + ", left by a killed run"));
    refuseTakenPorts();
    return lock;
  }

  private void announce(Platform platform, Secrets secrets)
      throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:" + ports.frontDoor());
    var loopback = URI.create("http://127.0.0.1:" + ports.frontDoor());
    var merchant = DemoMerchant.of(installation.demoMerchant(), loopback, secrets.operatorKey());
    Map<String, String> services = new LinkedHashMap<>();
    platform.serviceUris().forEach((name, uri) -> services.put(name, uri.toString()));
    var facts =
        new Facts(
            address.toString(),
            secrets.operatorKey(),
            merchant.merchantId(),
            merchant.secretKey(),
            services);
    Installation.writePrivately(
        installation.facts(),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts) + "\n");
    out.println(new Welcome(facts, secondsSinceStart()).text());
    out.flush();
  }

  private void step(String step) {
    out.printf(Locale.ROOT, "  %5.1f s  %s%n", secondsSinceStart(), step);
  }

  private static double secondsSinceStart() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
        / 1000.0;
  }

  private void stop(Platform platform, FileLock lock) {
    platform.close();
    try {
      Files.deleteIfExists(installation.pid());
      lock.release();
    } catch (IOException e) {
      LoggerFactory.getLogger(Launcher.class).warn("The pid file could not be removed", e);
    }
  }

  /** Held as long as this process lives, so it cannot be stale. */
  private static FileLock lock(Installation installation) throws IOException {
    var channel =
        FileChannel.open(
            installation.directory().resolve("launcher.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      throw new StartRefused(
          "AegisPay already runs in %s: ./aegispay down stops it, --data and --port start a second one."
              .formatted(installation.directory()));
    }
    return lock;
  }

  private void refuseTakenPorts() {
    var needed = new TreeMap<Integer, String>();
    needed.put(ports.frontDoor(), "the front door");
    LocalApp.ALL.forEach(service -> needed.put(ports.service(service), service.name()));
    needed.put(ports.postgres(), "PostgreSQL");
    needed.put(ports.redis(), "Redis");
    needed.put(ports.kafka(), "Kafka");
    needed.put(ports.kafkaController(), "Kafka's controller");
    needed.forEach(
        (port, user) -> {
          try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          } catch (IOException e) {
            throw new StartRefused(
                "Port %d, which %s needs, is taken: end the program that has it, or choose other ports with --port."
                    .formatted(port, user));
          }
        });
  }
}
