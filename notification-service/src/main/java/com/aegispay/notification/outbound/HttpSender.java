package com.aegispay.notification.outbound;

import com.aegispay.notification.webhook.Answer;
import com.aegispay.notification.webhook.Answer.Cause;
import com.aegispay.notification.webhook.RetryAfter;
import com.aegispay.starter.outbound.OnceOnlyClient;
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
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Posts to merchants' servers, once, and takes nothing from them but a status, {@code Retry-After}
 * and an excerpt.
 */
public final class HttpSender implements Closeable {

  private static final int EXCERPT_BYTES = 1024;

  private final InstantSource clock;
  private final Duration timeout;
  private final OnceOnlyClient client;

  /**
   * @param names who says where to connect to
   * @param connections how many may be open at a time. Many merchants may share a host: places are
   *     given to endpoints, by the queue
   */
  public HttpSender(InstantSource clock, Duration timeout, DnsResolver names, int connections) {
    this.clock = clock;
    this.timeout = timeout;
    this.client = new OnceOnlyClient("AegisPay-Webhooks/1", connections, timeout, names);
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
    try {
      return client.send(request, timeout, response -> answer(request, response));
    } catch (IOException | RuntimeException e) {
      return new Answer.Silence(cause(e));
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
    client.close();
  }
}
