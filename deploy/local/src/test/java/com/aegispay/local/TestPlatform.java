package com.aegispay.local;

import com.aegispay.servers.FreePorts;
import com.aegispay.starter.id.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A platform that a test has for itself: an installation, secrets and ports of its own. */
final class TestPlatform {

  private static final SecureRandom RANDOM = new SecureRandom();

  private TestPlatform() {}

  static Settings settings(Path directory) throws IOException {
    var installation = new Installation(directory);
    installation.prepare();
    var ports = new Ports(FreePorts.find(Ports.SPAN + 1).getFirst());
    return new Settings(installation, ports, Secrets.of(installation.secrets(), RANDOM));
  }

  /** Not started yet. */
  static Platform of(Settings settings, List<LocalApp> services, Routes routes) {
    return new Platform(settings, services, routes, step -> {}, ids());
  }

  static Ids ids() {
    return new Ids(Clock.systemUTC(), RANDOM);
  }
}
