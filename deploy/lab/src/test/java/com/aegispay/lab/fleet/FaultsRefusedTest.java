package com.aegispay.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.relay.RelayApplication;
import com.aegispay.starter.ServiceApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The check is the starter's, and so every service's; the relay is the one that needs no server to
 * start.
 */
class FaultsRefusedTest {

  @Test
  void a_packaged_service_does_not_start_with_points_to_die_at() {
    assertThatThrownBy(() -> start(relay()))
        .hasStackTraceContaining("Nothing reads the option 'aegispay.faults.enabled'");
  }

  @Test
  void the_labs_start_of_it_does() {
    var points = new FaultPoints();
    var ours =
        relay()
            .sources(FaultWiring.of("outbox-relay"))
            .initializers(
                context -> context.getBeanFactory().registerSingleton("faultPoints", points));
    try (var context = start(ours)) {
      assertThat(context.getBean(FaultProperties.class).enabled()).isTrue();
    }
  }

  private static SpringApplicationBuilder relay() {
    return ServiceApplication.of("outbox-relay", RelayApplication.class);
  }

  private static ConfigurableApplicationContext start(SpringApplicationBuilder application) {
    return application.run(
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--spring.kafka.bootstrap-servers=127.0.0.1:1",
        "--aegispay.relay.sources.payment.url=jdbc:postgresql://127.0.0.1:1/none",
        "--aegispay.relay.sources.payment.username=none",
        "--aegispay.relay.sources.payment.password=none",
        "--" + FaultProperties.ENABLED + "=true");
  }
}
