package com.aegispay.lab.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a fleet consists of.
 *
 * @param directory of data, logs and secrets; what lies there is taken up
 * @param port of the front door; the others follow it, up to 40 above
 * @param replicas how many processes of each service, by its name; a service that is not named does
 *     not run
 * @param gateways how the sandbox behaves
 * @param options of a service, by its name, that are other than the local default's
 * @param jvm options of each service's JVM
 * @param background services, and {@code kafka}, that run at a lower priority
 * @param faults whether the services have points to die at
 */
public record FleetPlan(
    Path directory,
    int port,
    Map<String, Integer> replicas,
    Gateways gateways,
    Map<String, Map<String, String>> options,
    List<String> jvm,
    Set<String> background,
    boolean faults) {

  /** Starts fastest: what is killed all the time never gets warm. */
  public static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

  /**
   * The other companies.
   *
   * @param p50 how long half of the answers take at most
   * @param silence how long a connection that is not answered is held
   * @param books where they write down what they did
   */
  public record Gateways(
      Duration p50, Duration p99, Duration silence, Duration refundsSettleAfter, Books books) {

    /** The whole sandbox, which books each request before it answers. */
    public Gateways(Duration p50, Duration p99, Duration silence, Duration refundsSettleAfter) {
      this(p50, p99, silence, refundsSettleAfter, Books.AT_ONCE);
    }
  }

  /** When the other companies' books are in the database. */
  public enum Books {
    AT_ONCE,
    /** When they are told to: their cost is not the platform's. */
    WHEN_TOLD
  }

  public FleetPlan {
    directory = directory.toAbsolutePath().normalize();
    replicas = Map.copyOf(replicas);
    options = Map.copyOf(options);
    jvm = List.copyOf(jvm);
    background = Set.copyOf(background);
  }
}
