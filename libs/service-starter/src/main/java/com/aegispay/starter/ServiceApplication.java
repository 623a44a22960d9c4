package com.aegispay.starter;

import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts a service by its name, which is also the name of its one configuration file. */
public final class ServiceApplication {

  private ServiceApplication() {}

  /** A builder with the service's name and configuration file set. */
  public static SpringApplicationBuilder of(String service, Class<?> application) {
    return new SpringApplicationBuilder(application)
        .properties(Map.of("spring.config.name", service, "spring.application.name", service));
  }

  /** The {@code main} of a service that is its own process. */
  public static void run(String service, Class<?> application, String... args) {
    var context = of(service, application).run(args);
    context.registerShutdownHook();
  }
}
