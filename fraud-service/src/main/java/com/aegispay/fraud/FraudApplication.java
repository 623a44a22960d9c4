package com.aegispay.fraud;

import com.aegispay.starter.ServiceApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** fraud-service. */
@SpringBootApplication
public class FraudApplication {

  static void main(String... args) {
    ServiceApplication.run("fraud-service", FraudApplication.class, args);
  }
}
