package com.aegispay.lab.fleet;

import com.aegispay.local.LocalApp;
import com.aegispay.starter.ServiceApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * One service as a process of its own: {@code NAME OPTIONS-FILE}. It is the packaged service, with
 * points to die at where {@code aegispay.faults.enabled} says so.
 */
public final class ServiceProcess {

  private ServiceProcess() {}

  public static void main(String[] arguments) throws IOException {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    LocalApp service =
        LocalApp.ALL.stream()
            .filter(one -> one.name().equals(arguments[0]))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no service " + arguments[0]));
    Map<String, String> options = Options.read(Path.of(arguments[1]));
    var points = new FaultPoints();
    Lifeline.hold(points::order);
    var builder = ServiceApplication.of(service.name(), service.application());
    if (options.containsKey(FaultProperties.ENABLED)) {
      builder =
          builder
              .sources(FaultWiring.of(service.name()))
              .initializers(
                  context -> context.getBeanFactory().registerSingleton("faultPoints", points));
    }
    var context =
        builder.run(
            options.entrySet().stream()
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .toArray(String[]::new));
    context.registerShutdownHook();
    Lifeline.ready();
  }
}
