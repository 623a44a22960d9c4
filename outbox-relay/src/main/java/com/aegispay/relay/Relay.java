package com.aegispay.relay;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;

/** A reader for each source, each on its own thread: what ails one does not touch the others. */
final class Relay implements SmartLifecycle {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final List<SourceStatus> statuses = new ArrayList<>();
  private final List<SourceReader> readers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  Relay(RelayProperties properties, Map<String, Object> kafka, MeterRegistry meters, Steps steps) {
    properties
        .sources()
        .forEach(
            (name, source) -> {
              SourceStatus status = new SourceStatus(name, meters);
              statuses.add(status);
              readers.add(
                  new SourceReader(
                      new PostgresToKafka(name, source, kafka, properties.prefix()),
                      properties,
                      status,
                      steps));
            });
  }

  List<SourceStatus> statuses() {
    return List.copyOf(statuses);
  }

  @Override
  public void start() {
    running = true;
    for (int i = 0; i < readers.size(); i++) {
      SourceReader reader = readers.get(i);
      threads.add(
          Thread.ofVirtual()
              .name("relay-" + statuses.get(i).source())
              .start(
                  () -> {
                    MDC.put("service", "outbox-relay");
                    reader.run();
                  }));
    }
  }

  /** Lets each reader finish the batch in hand. */
  @Override
  public void stop() {
    readers.forEach(SourceReader::stop);
    try {
      for (Thread thread : threads) {
        var _ = thread.join(STOP_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
