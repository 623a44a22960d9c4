package com.aegispay.payments.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.starter.outbound.OnceOnlyClient;
import com.aegispay.starter.outbound.OnceOnlyClient.DeadlinePassed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** Posts JSON once, and says whether the request can have arrived. */
public final class JsonCalls implements AutoCloseable {

  /** A call waits in its own bulkhead, not for a connection. */
  private static final int MOST_CONNECTIONS = 4_096;

  private static final int MOST_ANSWER_BYTES = 1024 * 1024;

  private final OnceOnlyClient client;

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
    this.client =
        new OnceOnlyClient(
            "AegisPay/1", MOST_CONNECTIONS, connectTimeout, SystemDefaultDnsResolver.INSTANCE);
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
    try {
      return client.send(request, limit, JsonCalls::answer);
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | ConnectTimeoutException
        | ConnectionRequestTimeoutException e) {
      return new NotSent();
    } catch (DeadlinePassed e) {
      return new NoAnswer("timeout");
    } catch (IOException e) {
      return new NoAnswer(
          Thread.currentThread().isInterrupted() ? "interrupted" : "connection_lost");
    }
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    return new Answer(
        response.getCode(),
        entity == null ? "" : new String(entity.getContent().readNBytes(MOST_ANSWER_BYTES), UTF_8));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
