package com.aegispay.lab.fleet;

import com.aegispay.payments.flow.Steps;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans that a service started by the lab has more than the packaged one. */
final class FaultWiring {

  private FaultWiring() {}

  static Class<?> of(String service) {
    return switch (service) {
      case "payment-service" -> Payment.class;
      case "outbox-relay" -> Relay.class;
      default -> Transactions.class;
    };
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(FaultProperties.class)
  static class Transactions {

    @Bean
    static BeanPostProcessor observedTransactions(ObjectProvider<FaultPoints> points) {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof PlatformTransactionManager manager
              ? new ObservedTransactions(manager, points.getObject())
              : bean;
        }
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(Transactions.class)
  static class Payment {

    @Bean
    Steps steps(FaultPoints points) {
      return (step, kind) -> points.reached(FaultSteps.name(step, kind));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(FaultProperties.class)
  static class Relay {

    @Bean
    com.aegispay.relay.Steps steps(FaultPoints points) {
      return step -> points.reached(step.name());
    }
  }
}
