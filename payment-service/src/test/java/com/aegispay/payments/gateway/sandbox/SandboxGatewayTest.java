package com.aegispay.payments.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.payments.gateway.Charge;
import com.aegispay.payments.gateway.FollowUp;
import com.aegispay.payments.gateway.Gateway;
import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.gateway.GatewayContract;
import com.aegispay.payments.gateway.GatewayNotice;
import com.aegispay.payments.gateway.Inquiry;
import com.aegispay.payments.outbound.JsonCalls;
import com.aegispay.payments.payment.AttemptId;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxGatewayTest extends GatewayContract {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final BlockingQueue<GatewayNotice> NOTICES = new LinkedBlockingQueue<>();

  private static final HttpClient BROWSER = HttpClient.newHttpClient();

  private static HttpServer platform;
  private static SandboxRun sandbox;

  @BeforeAll
  static void start() throws IOException {
    platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sandbox = new SandboxRun(URI.create("http://127.0.0.1:" + platform.getAddress().getPort()));
    platform.createContext(
        "/gateway_webhooks/sandbox_beta",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          NOTICES.add(
              sandbox
                  .gateway(SandboxHouse.BETA)
                  .read(body, exchange.getRequestHeaders()::getFirst));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    platform.start();
  }

  @AfterAll
  static void stop() throws IOException {
    sandbox.close();
    platform.stop(0);
  }

  @Override
  protected Gateway gateway() {
    return sandbox.gateway(SandboxHouse.BETA);
  }

  @Override
  protected String approvedCard() {
    return "4242424242424242";
  }

  @Override
  protected String declinedCard() {
    return "4000000000000002";
  }

  @Override
  protected String silentApprovedCard() {
    return "4000000000110009";
  }

  @Override
  protected String silentLostCard() {
    return "4000000000110017";
  }

  @Override
  protected String challengedCard() {
    return "4000002760003184";
  }

  @Override
  protected void customerComesTo(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .POST(HttpRequest.BodyPublishers.ofString("result=approve"))
            .build();
    try {
      assertThat(BROWSER.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected long booked(AttemptId attempt) {
    return sandbox.booked(attempt);
  }

  @ParameterizedTest
  @CsvSource({
    "4000000000000002, card_declined, generic_decline",
    "4000000000009995, card_declined, insufficient_funds",
    "4000000000009987, card_declined, lost_card",
    "4000000000009979, card_declined, stolen_card",
    "4000000000000069, expired_card, ",
    "4000000000000127, incorrect_cvc, ",
    "4000000000000119, processing_error, "
  })
  void cards_are_declined_as_the_contract_says(String card, String code, String declineCode) {
    assertThat(gateway().authorize(charge(card, PATIENT)))
        .isInstanceOfSatisfying(
            GatewayAnswer.Declined.class,
            declined -> {
              assertThat(declined.code()).isEqualTo(code);
              assertThat(declined.declineCode()).isEqualTo(declineCode);
            });
  }

  @Test
  void a_card_fails_softly_at_alpha_and_is_approved_elsewhere() {
    Charge charge = charge("4000000000110025", PATIENT);

    assertThat(sandbox.gateway(SandboxHouse.ALPHA).authorize(charge))
        .isInstanceOf(GatewayAnswer.SoftFailure.class);
    assertThat(sandbox.gateway(SandboxHouse.BETA).authorize(charge))
        .isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(booked(charge.attempt())).isEqualTo(1000);
  }

  @Test
  void the_gateways_notice_arrives_before_its_answer() {
    Charge charge = charge("4000000000110033", PATIENT);

    GatewayAnswer answer = gateway().authorize(charge);

    assertThat(answer).isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(NOTICES).contains(new GatewayNotice.Said(charge.attempt(), answer));
  }

  @Test
  void a_pending_refund_succeeds_later_and_is_told() {
    FollowUp refund = refundOf("4000000000007726");

    assertThat(gateway().refund(refund)).isInstanceOf(GatewayAnswer.Pending.class);

    await()
        .untilAsserted(
            () ->
                assertThat(gateway().inquire(refund.attempt(), PATIENT))
                    .isInstanceOfSatisfying(
                        Inquiry.Known.class,
                        known ->
                            assertThat(known.answer()).isInstanceOf(GatewayAnswer.Approved.class)));
    await().until(() -> told(refund, GatewayAnswer.Approved.class));
  }

  @Test
  void a_refund_that_succeeded_fails_later_and_is_told() {
    FollowUp refund = refundOf("4000000000005126");

    assertThat(gateway().refund(refund)).isInstanceOf(GatewayAnswer.Approved.class);

    await().until(() -> told(refund, GatewayAnswer.Declined.class));
    assertThat(gateway().inquire(refund.attempt(), PATIENT))
        .isInstanceOfSatisfying(
            Inquiry.Known.class,
            known -> assertThat(known.answer()).isInstanceOf(GatewayAnswer.Declined.class));
  }

  @Test
  void a_gateway_that_is_not_there_is_a_soft_failure() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (var calls = new JsonCalls(PATIENT)) {
      Gateway gone =
          new SandboxGateway(
              SandboxHouse.BETA, URI.create("http://127.0.0.1:" + port), "secret", calls);

      assertThat(gone.authorize(charge(approvedCard(), PATIENT)))
          .isInstanceOf(GatewayAnswer.SoftFailure.class);
      assertThat(gone.inquire(attempt(), PATIENT)).isInstanceOf(Inquiry.StillUnknown.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"500, ''", "502, 'bad gateway'", "503, '{}'", "200, 'hello'", "200, 'null'"})
  void an_answer_that_is_not_the_gateways_word_leaves_doubt(int status, String body)
      throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    assertDoubtBehind(proxy);
  }

  @Test
  void a_connection_that_is_cut_after_the_request_leaves_doubt() throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", exchange -> exchange.close());
    assertDoubtBehind(proxy);
  }

  @Test
  void an_answer_that_drips_is_waited_for_no_longer_than_one_that_does_not_come()
      throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    proxy.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 1_000; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
          }
        });
    proxy.start();
    try (var calls = new JsonCalls(PATIENT)) {
      URI there = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());

      assertThat(calls.post(there, "secret", null, new byte[0], Duration.ofMillis(300)))
          .isEqualTo(new JsonCalls.NoAnswer("timeout"));
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void a_client_with_another_secret_is_not_served() {
    Gateway stranger = sandbox.gateway(SandboxHouse.BETA, "another secret");
    Charge charge = charge(approvedCard(), PATIENT);

    assertThat(stranger.authorize(charge)).isInstanceOf(GatewayAnswer.Unknown.class);
    assertThat(booked(charge.attempt())).isZero();
  }

  private static void assertDoubtBehind(HttpServer proxy) throws IOException {
    proxy.start();
    try (var calls = new JsonCalls(PATIENT)) {
      Gateway behind =
          new SandboxGateway(
              SandboxHouse.BETA,
              URI.create("http://127.0.0.1:" + proxy.getAddress().getPort()),
              "secret",
              calls);
      assertThat(behind.authorize(charge("4242424242424242", PATIENT)))
          .isInstanceOf(GatewayAnswer.Unknown.class);
      assertThat(behind.inquire(attempt(), PATIENT)).isInstanceOf(Inquiry.StillUnknown.class);
    } finally {
      proxy.stop(0);
    }
  }

  private static boolean told(FollowUp refund, Class<? extends GatewayAnswer> how) {
    return NOTICES.stream()
        .anyMatch(
            notice ->
                notice instanceof GatewayNotice.Said(AttemptId attempt, GatewayAnswer answer)
                    && attempt.equals(refund.attempt())
                    && how.isInstance(answer));
  }

  private FollowUp refundOf(String card) {
    return gateway().authorize(charge(card, PATIENT))
            instanceof GatewayAnswer.Approved(String reference)
        ? followUp(reference, 1000)
        : followUp("none", 1000);
  }
}
