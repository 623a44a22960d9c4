package com.aegispay.local;

import ch.qos.logback.classic.sift.SiftingAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.MDC;

/**
 * One log file for each service and one for the platform; every record has the field {@code
 * service}.
 */
public final class ServiceLogs extends SiftingAppender {
  private static final String SERVICE = "service";
  private static final String PLATFORM = "platform";

  @Override
  protected void append(ILoggingEvent event) {
    if (event instanceof LoggingEvent record && MDC.get(SERVICE) == null) {
      name(record);
    }
    super.append(event);
  }

  /** An event takes its fields when they are first asked for, and here nobody has asked yet. */
  private static void name(LoggingEvent event) {
    Map<String, String> copy = MDC.getCopyOfContextMap();
    var fields = copy == null ? new HashMap<String, String>() : new HashMap<>(copy);
    String service = ServiceScope.current();
    fields.put(SERVICE, service == null ? PLATFORM : service);
    event.setMDCPropertyMap(fields);
  }

  /** Tells the services' records apart. */
  public static final class ServiceDiscriminator extends AbstractDiscriminator<ILoggingEvent> {
    @Override
    public String getDiscriminatingValue(ILoggingEvent event) {
      return event.getMDCPropertyMap().getOrDefault(SERVICE, PLATFORM);
    }

    @Override
    public String getKey() {
      return SERVICE;
    }
  }
}
