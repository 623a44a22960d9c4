package com.aegispay.testkit;

import com.aegispay.servers.Durability;
import com.aegispay.servers.Kafka;
import com.aegispay.servers.Postgres;
import com.aegispay.servers.ServerPlan;
import com.aegispay.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The local default's servers on free ports; they and their data end with this JVM. */
final class EmbeddedServers {
  private EmbeddedServers() {}

  static TestServers start() {
    try {
      Path directory = Files.createTempDirectory("aegispay-test-servers");
      String password = TestServers.uniqueName("admin");
      var plan = ServerPlan.onFreePorts(directory, password, Durability.FORGOTTEN);
      var servers = Servers.start(plan);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    servers.close();
                    delete(directory);
                  },
                  "test-servers-stop"));
      servers.kafka().createTopics(Kafka.TOPICS);
      return new TestServers(
          servers.postgres().host() + ":" + servers.postgres().port(),
          Postgres.ADMIN,
          password,
          servers.redis().url(),
          servers.kafka().bootstrapServers());
    } catch (IOException e) {
      throw new UncheckedIOException("the test servers did not start", e);
    }
  }

  private static void delete(Path directory) {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
