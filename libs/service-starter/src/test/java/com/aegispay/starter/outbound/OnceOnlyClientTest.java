package com.aegispay.starter.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.aegispay.starter.outbound.OnceOnlyClient.DeadlinePassed;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

class OnceOnlyClientTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final OnceOnlyClient client = client();

  @AfterEach
  void close() throws IOException {
    client.close();
  }

  @Test
  void an_answer_that_trickles_is_cut_at_the_limit() throws IOException {
    try (var server =
        new RawServer(
            (_, out) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n".getBytes(US_ASCII));
              for (int i = 0; i < 3000; i++) {
                out.write('x');
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
              }
              return true;
            })) {
      assertThatExceptionOfType(DeadlinePassed.class)
          .isThrownBy(() -> send("POST", server.uri("http"), SHORT));
      await().until(() -> server.open() == 0);
      assertThat(server.requests()).isOne();
    }
  }

  @Test
  void a_server_that_reads_and_is_silent_is_cut_at_the_limit() throws IOException {
    try (var server = RawServer.saying("")) {
      assertThatExceptionOfType(DeadlinePassed.class)
          .isThrownBy(() -> send("POST", server.uri("http"), SHORT));
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void a_server_that_is_silent_before_the_request_can_leave_is_cut_at_the_limit()
      throws IOException {
    try (var server = RawServer.saying("")) {
      assertThatExceptionOfType(DeadlinePassed.class)
          .isThrownBy(() -> send("POST", server.uri("https"), SHORT));
      await().until(() -> server.open() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "GET"})
  void a_connection_that_breaks_after_the_request_is_no_reason_to_send_again(String method)
      throws IOException {
    try (var server = new RawServer((_, _) -> false)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> send(method, server.uri("http"), PATIENT))
          .isNotInstanceOf(DeadlinePassed.class);
      assertThat(server.requests()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "GET"})
  void a_connection_that_was_kept_and_breaks_when_used_again_is_no_reason_either(String method)
      throws IOException {
    try (var server =
        new RawServer(
            (request, out) -> {
              if (request == 2) {
                return false;
              }
              out.write(EMPTY.getBytes(US_ASCII));
              return true;
            })) {
      assertThat(send(method, server.uri("http"), PATIENT)).isEqualTo(200);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> send(method, server.uri("http"), PATIENT));
      assertThat(server.requests()).isEqualTo(2);
      assertThat(server.connections()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503 Unavailable\r\nRetry-After: 0",
        "429 Too Many Requests\r\nRetry-After: 0",
        "307 Elsewhere\r\nLocation: /elsewhere",
        "308 Elsewhere\r\nLocation: /elsewhere",
        "401 Who Are You\r\nWWW-Authenticate: Basic realm=\"x\""
      })
  void an_answer_that_asks_to_send_again_is_an_answer(String answer) throws IOException {
    try (var server = RawServer.saying("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(send("POST", server.uri("http"), PATIENT))
          .isEqualTo(Integer.parseInt(answer.substring(0, 3)));
      assertThat(server.requests()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EMPTY,
        "HTTP/1.1 204 Done\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
      })
  void a_connection_is_used_again_also_when_the_answer_was_not_read(String answer)
      throws IOException {
    try (var server = RawServer.saying(answer)) {
      for (int i = 0; i < 3; i++) {
        var request = new HttpUriRequestBase("POST", server.uri("http"));
        assertThat(client.send(request, PATIENT, ClassicHttpResponse::getCode)).isBetween(200, 204);
      }
      assertThat(server.connections()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers"})
  void a_client_that_would_log_what_it_sends_is_not_made(String logger) {
    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    logging.setLogLevel(logger, LogLevel.DEBUG);
    try {
      assertThatIllegalStateException()
          .isThrownBy(OnceOnlyClientTest::client)
          .withMessageContaining(logger);
    } finally {
      logging.setLogLevel(logger, LogLevel.INFO);
    }
  }

  private int send(String method, URI to, Duration limit) throws IOException {
    return client.send(
        new HttpUriRequestBase(method, to),
        limit,
        answer -> {
          EntityUtils.consume(answer.getEntity());
          return answer.getCode();
        });
  }

  private static OnceOnlyClient client() {
    return new OnceOnlyClient("test", 5, PATIENT, SystemDefaultDnsResolver.INSTANCE);
  }
}
