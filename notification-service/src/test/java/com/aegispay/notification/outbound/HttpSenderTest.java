package com.aegispay.notification.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aegispay.notification.webhook.Answer;
import com.aegispay.notification.webhook.Answer.Cause;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the house, and where to. */
class HttpSenderTest {

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private HttpSender sender;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          hosts.add(exchange.getRequestHeaders().getFirst("Host"));
          switch (exchange.getRequestURI().getPath()) {
            case "/redirect" -> {
              exchange.getResponseHeaders().set("Location", "/elsewhere");
              exchange.sendResponseHeaders(307, -1);
            }
            case "/large" -> {
              exchange.sendResponseHeaders(200, 0);
              writeForEver(exchange.getResponseBody());
            }
            case "/dripping" -> {
              exchange.sendResponseHeaders(200, 0);
              drip(exchange.getResponseBody());
            }
            default -> exchange.sendResponseHeaders(200, -1);
          }
          exchange.close();
        });
    server.start();
    sender = senderWith(new PatientNames(TIMEOUT));
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    server.stop(0);
    sender.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.170",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::10.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001:0:1::1",
        "2001:db8::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void an_address_that_is_not_public_is_refused_also_behind_a_name_and_among_others(String address)
      throws UnknownHostException {
    InetAddress bad = InetAddress.ofLiteral(address);
    InetAddress good = InetAddress.ofLiteral("93.184.215.14");
    assertThatExceptionOfType(PublicTargets.TargetNotPublic.class)
        .isThrownBy(() -> new PublicTargets(resolvingTo(bad)).resolve("hooks.example.com"));
    assertThatExceptionOfType(PublicTargets.TargetNotPublic.class)
        .isThrownBy(() -> new PublicTargets(resolvingTo(good, bad)).resolve("hooks.example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "2606:4700::1111",
        "2a00:1450:4001:80f::200e"
      })
  void a_public_address_is_let_through(String address) throws UnknownHostException {
    InetAddress good = InetAddress.ofLiteral(address);
    assertThat(new PublicTargets(resolvingTo(good)).resolve("hooks.example.com"))
        .containsExactly(good);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "0.0.0.0"
      })
  void however_it_is_written_our_own_machine_is_not_called(String host) throws IOException {
    try (var strict = senderWith(new PublicTargets(new PatientNames(TIMEOUT)))) {
      assertThat(post(strict, "http://" + host + ":" + port() + "/"))
          .isEqualTo(new Answer.Silence(Cause.TARGET_NOT_PUBLIC));
      assertThat(hosts).isEmpty();
    }
  }

  @Test
  void a_name_is_resolved_once_and_the_connection_goes_there_under_the_name() throws IOException {
    List<String> lookups = new ArrayList<>();
    DnsResolver changing =
        new FakeNames(
            host -> {
              lookups.add(host);
              // A second lookup would lead to nobody: what is checked is what is called.
              return new InetAddress[] {
                InetAddress.ofLiteral(lookups.size() == 1 ? "127.0.0.1" : "127.0.0.2")
              };
            });
    try (var pinned = senderWith(changing)) {
      assertThat(post(pinned, "http://hooks.example.com:" + port() + "/"))
          .isEqualTo(new Answer.Response(200, null, ""));
    }
    assertThat(lookups).containsExactly("hooks.example.com");
    assertThat(hosts).containsExactly("hooks.example.com:" + port());
  }

  @Test
  void a_redirect_is_an_answer_and_not_followed() {
    assertThat(post(sender, url("/redirect"))).isEqualTo(new Answer.Response(307, null, ""));
    assertThat(hosts).hasSize(1);
  }

  @Test
  void of_an_endless_answer_only_the_beginning_is_read() {
    assertThat(post(sender, url("/large")))
        .isEqualTo(new Answer.Response(200, null, "x".repeat(1024)));
  }

  @Test
  void an_answer_that_drips_is_cut_at_the_time_out_and_its_status_counts() {
    assertThat(post(sender, url("/dripping"))).isEqualTo(new Answer.Response(200, null, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "200, Content-Length: 100, abc",
    "410, Content-Length: 100, abc",
    "201, Transfer-Encoding: chunked, no chunk",
    "410, Transfer-Encoding: chunked, no chunk"
  })
  void a_body_that_is_cut_off_or_garbled_takes_nothing_from_the_status(
      int status, String header, String body) throws IOException {
    String answer = "HTTP/1.1 %d Said\r\n%s\r\n\r\n%s\r\n".formatted(status, header, body);
    try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var _ = Thread.startVirtualThread(() -> answerOnce(plain, answer));
      assertThat(post(sender, "http://127.0.0.1:" + plain.getLocalPort() + "/"))
          .isEqualTo(new Answer.Response(status, null, ""));
    }
  }

  @Test
  void who_accepts_and_is_silent_is_a_time_out() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(post(sender, "http://127.0.0.1:" + silent.getLocalPort() + "/"))
          .isEqualTo(new Answer.Silence(Cause.TIMEOUT));
    }
  }

  @Test
  void who_does_not_listen_is_a_failed_connection() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(post(sender, "http://127.0.0.1:" + free + "/"))
        .isEqualTo(new Answer.Silence(Cause.CONNECTION_FAILED));
  }

  @Test
  void who_speaks_no_tls_on_a_tls_address_is_a_failure_of_tls() throws IOException {
    // The first use of TLS in a JVM reads its trust store, which takes a while.
    Duration patience = Duration.ofSeconds(20);
    try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var patient = new HttpSender(Clock.systemUTC(), patience, new PatientNames(patience), 1)) {
      var _ =
          Thread.startVirtualThread(
              () -> {
                try (var connection = plain.accept()) {
                  connection
                      .getOutputStream()
                      .write("no TLS here\r\n".getBytes(StandardCharsets.UTF_8));
                  boolean _ = end.await(10, TimeUnit.SECONDS);
                } catch (IOException | InterruptedException e) {
                  end.countDown();
                }
              });
      assertThat(post(patient, "https://127.0.0.1:" + plain.getLocalPort() + "/"))
          .isEqualTo(new Answer.Silence(Cause.TLS_FAILED));
    }
  }

  @Test
  void a_name_that_does_not_exist_is_said_to() {
    assertThat(post(sender, "http://nowhere.invalid/"))
        .isEqualTo(new Answer.Silence(Cause.NAME_NOT_RESOLVED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "file:///etc/passwd",
        "hooks",
        "http://",
        "https://user@example.com/",
        "http://exa mple.com/",
        "http://127.1/"
      })
  void what_is_no_plain_web_address_is_not_called(String url) {
    assertThat(post(sender, url)).isEqualTo(new Answer.Silence(Cause.URL_INVALID));
  }

  private static Answer post(HttpSender through, String url) {
    return through.post(url, Map.of("webhook-id", "evt_1"), "{}");
  }

  private static HttpSender senderWith(DnsResolver names) {
    return new HttpSender(Clock.systemUTC(), TIMEOUT, names, 10);
  }

  private static DnsResolver resolvingTo(InetAddress... addresses) {
    return new FakeNames(_ -> addresses);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** Says this whatever it is asked, and nothing more. */
  private static void answerOnce(ServerSocket server, String answer) {
    try (var connection = server.accept()) {
      connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      connection.shutdownOutput();
      long _ = connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until the other side hangs up. */
  private void writeForEver(OutputStream out) throws IOException {
    byte[] block = "x".repeat(8192).getBytes(StandardCharsets.UTF_8);
    while (end.getCount() > 0) {
      out.write(block);
    }
  }

  /** Until the other side hangs up. */
  private void drip(OutputStream out) throws IOException {
    try {
      while (!end.await(50, TimeUnit.MILLISECONDS)) {
        out.write('x');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private record FakeNames(Lookup lookup) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return lookup.of(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
