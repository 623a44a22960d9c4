package com.aegispay.payments.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Posts JSON once: nothing is sent twice and no redirect is followed. The limit counts to the
 * answer's last byte, however busily the other side drips; then the connection is cut.
 */
public final class JsonCalls implements AutoCloseable {

  /** A call waits in its own bulkhead, not for a connection. */
  private static final int MOST_CONNECTIONS = 4_096;

  private static final String WIRE = "org.apache.hc.client5.http.wire";
  private static final int MOST_ANSWER_BYTES = 1024 * 1024;
  private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);
  private static final TimeValue LONGEST_CONNECTION = TimeValue.ofMinutes(1);

  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines;

  /** What became of a call. */
  public sealed interface Heard {}

  /** An answer with whatever status. */
  public record Answer(int status, String body) implements Heard {}

  /** No byte of the request left. */
  public record NotSent() implements Heard {}

  /**
   * It may have arrived.
   *
   * @param reason {@code timeout}, {@code interrupted} or {@code connection_lost}
   */
  public record NoAnswer(String reason) implements Heard {}

  /**
   * @param connectTimeout how long a server that cannot be reached is waited for
   * @throws IllegalStateException when the client would log what it sends, card numbers with it
   */
  public JsonCalls(Duration connectTimeout) {
    if (LoggerFactory.getLogger(WIRE).isDebugEnabled()) {
      throw new IllegalStateException(
          "Card numbers would be logged: set the level of the logger " + WIRE + " to INFO.");
    }
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("call-deadlines").factory());
    deadlines.setRemoveOnCancelPolicy(true);
    var pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connectTimeout))
                    .setValidateAfterInactivity(CHECKED_AFTER)
                    .setTimeToLive(LONGEST_CONNECTION)
                    .build())
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(connectTimeout))
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * Posts.
   *
   * @param secret goes as bearer token
   * @param traceparent W3C's, or null outside a trace
   */
  public Heard post(
      URI to, String secret, @Nullable String traceparent, byte[] body, Duration limit) {
    var request = new HttpPost(to);
    request.setHeader("Authorization", "Bearer " + secret);
    if (traceparent != null) {
      request.setHeader("traceparent", traceparent);
    }
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
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
      return client.execute(
          request,
          response ->
              new Answer(
                  response.getCode(),
                  response.getEntity() == null
                      ? ""
                      : EntityUtils.toString(response.getEntity(), UTF_8, MOST_ANSWER_BYTES)));
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | ConnectTimeoutException
        | ConnectionRequestTimeoutException e) {
      return new NotSent();
    } catch (IOException e) {
      return new NoAnswer(
          late.get()
              ? "timeout"
              : Thread.currentThread().isInterrupted() ? "interrupted" : "connection_lost");
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
