package com.aegispay.merchants;

import com.aegispay.outbox.OutboxBeans;
import com.aegispay.starter.ServiceApplication;
import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** merchant-service. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
@Import(OutboxBeans.class)
public class MerchantsApplication {

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  static void main(String... args) {
    ServiceApplication.run("merchant-service", MerchantsApplication.class, args);
  }
}
