package com.aegispay.payments;

import com.aegispay.starter.ServiceApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** payment-service. */
@SpringBootApplication
public class PaymentApplication {

  static void main(String... args) {
    ServiceApplication.run("payment-service", PaymentApplication.class, args);
  }
}
