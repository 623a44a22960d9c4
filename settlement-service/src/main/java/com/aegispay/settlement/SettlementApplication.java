package com.aegispay.settlement;

import com.aegispay.starter.ServiceApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The ledger, settlements and payouts. */
@SpringBootApplication
@EnableScheduling
public class SettlementApplication {

  public static void main(String[] args) {
    ServiceApplication.run("settlement-service", SettlementApplication.class, args);
  }
}
