package com.aegispay.analytics;

import com.aegispay.starter.ServiceApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Read models of every topic, and the figures made of them. */
@SpringBootApplication
public class AnalyticsApplication {

  public static void main(String[] args) {
    ServiceApplication.run("analytics-service", AnalyticsApplication.class, args);
  }
}
