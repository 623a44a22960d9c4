package com.aegispay.notification.outbound;

import com.aegispay.notification.webhook.Answer;
import com.aegispay.notification.webhook.Answer.Cause;
import com.aegispay.notification.webhook.RetryAfter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to merchants' servers and takes nothing from them but a status, {@code Retry-After} and an
 * excerpt: no redirect is followed, nothing is sent twice, nothing is unpacked, no cookie is kept,
 * and after the time-out the connection is cut, however busily the other side drips bytes.
 */
public final class HttpSender implements Closeable {

  private static final int EXCERPT_BYTES = 1024;
  private static final TimeValue LONGEST_CONNECTION = TimeValue.ofMinutes(1);

  private final InstantSource clock;
  private final Duration timeout;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

  /**
   * @param names who says where to connect to
   * @param connections how many may be open at a time
   */
  public HttpSender(InstantSource clock, Duration timeout, DnsResolver names, int connections) {
    this.clock = clock;
    this.timeout = timeout;
    Timeout limit = Timeout.of(timeout);
    var pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setMaxConnTotal(connections)
            // Many merchants may share a host: places are given to endpoints, by the queue.
            .setMaxConnPerRoute(connections)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(limit)
                    .setSocketTimeout(limit)
                    .setTimeToLive(LONGEST_CONNECTION)
                    .build())
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(limit)
                    .setResponseTimeout(limit)
                    .build())
            .setUserAgent("AegisPay-Webhooks/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /** Posts JSON once. */
  public Answer post(String url, Map<String, String> headers, String body) {
    HttpPost request;
    try {
      request = new HttpPost(webUri(url));
    } catch (IllegalArgumentException e) {
      return new Answer.Silence(Cause.URL_INVALID);
    }
    headers.forEach(request::setHeader);
    request.setEntity(
        new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    AtomicBoolean late = new AtomicBoolean();
    var deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = client.executeOpen(null, request, null);
      try {
        return answer(request, response);
      } finally {
        Closer.closeQuietly(response);
      }
    } catch (IOException | RuntimeException e) {
      return new Answer.Silence(late.get() ? Cause.TIMEOUT : cause(e));
    } finally {
      deadline.cancel(false);
    }
  }

  private Answer answer(HttpPost request, ClassicHttpResponse response) {
    Header retryAfter = response.getFirstHeader("Retry-After");
    Instant askedFor =
        Optional.ofNullable(retryAfter)
            .flatMap(header -> RetryAfter.parse(header.getValue(), clock.instant()))
            .orElse(null);
    return new Answer.Response(response.getCode(), askedFor, excerpt(request, response));
  }

  /** Empty when it cannot be read: the status is the answer, however the rest of it ends. */
  private static String excerpt(HttpPost request, ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return "";
    }
    byte[] beginning;
    try {
      beginning = entity.getContent().readNBytes(EXCERPT_BYTES);
    } catch (IOException | RuntimeException _) {
      request.cancel();
      return "";
    }
    if (beginning.length == EXCERPT_BYTES) {
      // Closing would read the rest, to use the connection again; nobody needs the rest.
      request.cancel();
    }
    // PostgreSQL has no NUL in texts.
    return new String(beginning, StandardCharsets.UTF_8).replace("\0", "");
  }

  private static URI webUri(String url) {
    URI uri = URI.create(url);
    boolean web =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("not the address of a web server");
    }
    return uri;
  }

  private static Cause cause(Exception failure) {
    return switch (failure) {
      case PublicTargets.TargetNotPublic _ -> Cause.TARGET_NOT_PUBLIC;
      case UnknownHostException _ -> Cause.NAME_NOT_RESOLVED;
      case SSLException _ -> Cause.TLS_FAILED;
      case ClientProtocolException _ -> Cause.RESPONSE_INVALID;
      case InterruptedIOException _ -> Cause.TIMEOUT;
      default -> Cause.CONNECTION_FAILED;
    };
  }

  @Override
  public void close() throws IOException {
    var _ = deadlines.shutdownNow();
    client.close();
  }
}
