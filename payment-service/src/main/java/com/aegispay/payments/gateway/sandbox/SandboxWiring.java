package com.aegispay.payments.gateway.sandbox;

import com.aegispay.payments.gateway.Gateway;
import com.aegispay.payments.outbound.JsonCalls;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The three sandbox gateways, and their server where it is embedded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxWiring {

  static final class EmbeddedOrElsewhere extends AnyNestedCondition {

    EmbeddedOrElsewhere() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBooleanProperty("aegispay.sandbox.embedded")
    static final class Embedded {}

    @ConditionalOnProperty("aegispay.sandbox.url")
    static final class Elsewhere {}
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnBooleanProperty("aegispay.sandbox.embedded")
  EmbeddedSandbox embeddedSandbox(SandboxProperties properties, Clock clock) {
    return EmbeddedSandbox.start(properties, clock);
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(EmbeddedOrElsewhere.class)
  static class Clients {

    private final URI url;
    private final String secret;
    private final JsonCalls calls;

    Clients(SandboxProperties properties, ObjectProvider<EmbeddedSandbox> embedded) {
      EmbeddedSandbox server = embedded.getIfAvailable();
      this.url = server != null ? server.uri() : given(properties.url(), "aegispay.sandbox.url");
      this.secret =
          server != null ? server.secret() : given(properties.secret(), "aegispay.sandbox.secret");
      this.calls = new JsonCalls(properties.connectTimeout());
    }

    @Bean
    JsonCalls sandboxCalls() {
      return calls;
    }

    @Bean
    Gateway sandboxAlpha() {
      return new SandboxGateway(SandboxHouse.ALPHA, url, secret, calls);
    }

    @Bean
    Gateway sandboxBeta() {
      return new SandboxGateway(SandboxHouse.BETA, url, secret, calls);
    }

    @Bean
    Gateway sandboxGamma() {
      return new SandboxGateway(SandboxHouse.GAMMA, url, secret, calls);
    }
  }

  static <T> T given(@Nullable T value, String option) {
    if (value == null) {
      throw new IllegalStateException(
          "The sandbox gateways need the option %s as well.".formatted(option));
    }
    return value;
  }
}
