package com.aegispay.relay;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * One source's transactional producer. Opening it fences every earlier one of the source; after a
 * failure it is closed, and the next one's opening settles what it left.
 */
public interface Carrier extends AutoCloseable {

  /** A batch did not get through. */
  final class NotCarried extends RuntimeException {
    public NotCarried(KafkaException cause) {
      super(cause);
    }

    /**
     * Whether Kafka refuses the batch for what is in it. Then nothing of it was committed;
     * otherwise that is not known.
     */
    public boolean poisoned() {
      return Stream.<Throwable>iterate(this, cause -> cause != null, Throwable::getCause)
          .limit(10)
          .anyMatch(
              cause ->
                  cause instanceof RecordTooLargeException
                      || cause instanceof InvalidTopicException);
    }
  }

  /**
   * Begins a transaction with the rows and their manifest. They travel while the caller does
   * something else.
   *
   * @throws NotCarried when it cannot be; this carrier is then of no more use
   */
  void send(List<OutboxRow> rows, Manifest manifest);

  /**
   * Commits what was sent.
   *
   * @throws NotCarried when that is not known to have succeeded; this carrier is then of no more
   *     use
   */
  void commit();

  /** At once: there is nothing in it, or the next producer will abort what is. */
  @Override
  void close();
}
