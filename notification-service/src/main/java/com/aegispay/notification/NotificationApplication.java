package com.aegispay.notification;

import com.aegispay.starter.ServiceApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** notification-service as a process of its own. */
@SpringBootApplication
public class NotificationApplication {

  static final String NAME = "notification-service";

  public static void main(String[] args) {
    ServiceApplication.run(NAME, NotificationApplication.class, args);
  }
}
