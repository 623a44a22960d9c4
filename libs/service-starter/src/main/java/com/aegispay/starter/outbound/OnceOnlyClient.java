package com.aegispay.starter.outbound;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.LoggerFactory;

/**
 * Sends each request once, whatever becomes of it: after an error, on a connection that the other
 * side had closed, after a redirect. Nothing is unpacked and no cookie is kept. The limit of a
 * request counts to the last byte that is read of the answer, however busily the other side drips;
 * then the connection is cut.
 */
public final class OnceOnlyClient implements Closeable {

  /** They write down what is sent: secrets and card numbers. */
  private static final List<String> TELLTALES =
      List.of("org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers");

  private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);
  private static final TimeValue LONGEST_CONNECTION = TimeValue.ofMinutes(1);

  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines;

  /** The limit was over first; the request may have arrived. */
  public static final class DeadlinePassed extends InterruptedIOException {

    DeadlinePassed(Exception cutOff) {
      super("no whole answer within the limit");
      var _ = initCause(cutOff);
    }
  }

  /** Takes what it needs of an answer; the rest is read and thrown away. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads.
     *
     * @throws IOException when the answer breaks off, at the latest at the request's limit
     */
    T read(ClassicHttpResponse answer) throws IOException;
  }

  /**
   * @param name of those who call, in {@code User-Agent}
   * @param connections how many may be open at a time, to one host or to many
   * @param connectTimeout how long a server that cannot be reached, or a free connection, is waited
   *     for
   * @param names who says where to connect to
   * @throws IllegalStateException when what is sent would be logged
   */
  public OnceOnlyClient(String name, int connections, Duration connectTimeout, DnsResolver names) {
    for (String logger : TELLTALES) {
      if (LoggerFactory.getLogger(logger).isDebugEnabled()) {
        throw new IllegalStateException(
            "Secrets and card numbers would be logged: set the level of the logger "
                + logger
                + " to INFO.");
      }
    }
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("call-deadlines").factory());
    deadlines.setRemoveOnCancelPolicy(true);
    Timeout patience = Timeout.of(connectTimeout);
    var pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setMaxConnTotal(connections)
            .setMaxConnPerRoute(connections)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(patience)
                    .setValidateAfterInactivity(CHECKED_AFTER)
                    .setTimeToLive(LONGEST_CONNECTION)
                    .build())
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setDefaultRequestConfig(
                RequestConfig.custom().setConnectionRequestTimeout(patience).build())
            .setUserAgent(name)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * Sends.
   *
   * @return what was read
   * @throws DeadlinePassed when it took longer than the limit, and the reader minded
   * @throws IOException how else the exchange failed
   */
  public <T> T send(HttpUriRequestBase request, Duration limit, Reader<T> reader)
      throws IOException {
    var late = new AtomicBoolean();
    var deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            limit.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      ClassicHttpResponse response = client.executeOpen(null, request, null);
      try {
        return reader.read(response);
      } finally {
        Closer.closeQuietly(response);
      }
    } catch (IOException | RuntimeException e) {
      if (late.get()) {
        throw new DeadlinePassed(e);
      }
      throw e;
    } finally {
      var _ = deadline.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    var _ = deadlines.shutdownNow();
    client.close();
  }
}
