package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHALLENGED = "4000002760003184";
  private static final HttpClient BROWSER = HttpClient.newHttpClient();
  private final Merchant merchant = Served.newMerchant();

  @ParameterizedTest(name = "card {0}, the customer chooses to {1} -> {3}")
  @CsvSource({
    "4000002760003184, approve, 200, captured",
    "4000002760003184, fail,    402, failed",
    "4000008400001629, approve, 402, failed"
  })
  void theCustomerAnswersAtTheBankAndTheMerchantAsksWhatCameOfIt(
      String card, String choice, int status, String state) {
    Answer asked = merchant.pay(order(card));
    assertThat(asked.status()).as(asked.http().body()).isEqualTo(201);
    assertThat(asked.text("/status")).isEqualTo("requires_action");
    assertThat(asked.text("/next_action/type")).isEqualTo("redirect_to_url");
    assertThat(asked.body().at("/amount_captured").asLong()).isZero();
    String path = "/v1/payments/" + asked.text("/id");

    HttpResponse<String> page = browse(asked.text("/next_action/url"), null);
    assertThat(page.body()).contains("<form method=\"post\">").doesNotContain(card);
    HttpResponse<String> back = browse(asked.text("/next_action/url"), "result=" + choice);
    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(back.headers().firstValue("Location")).contains("https://shop.example/return");

    Answer done = merchant.change(path + "/authenticate", "{}");
    assertThat(done.status()).as(done.http().body()).isEqualTo(status);
    assertThat(merchant.get(path).text("/status")).isEqualTo(state);
    assertThat(merchant.get(path).body().at("/next_action").isNull()).isTrue();
    long version = merchant.get(path).body().at("/version").asLong();
    Answer again = merchant.change(path + "/authenticate", "{}");
    assertThat(again.status()).isEqualTo(status);
    assertThat(merchant.get(path).body().at("/version").asLong()).isEqualTo(version);
  }

  @Test
  void whileTheCustomerHasNotAnsweredAskingChangesNothing() {
    Answer asked = merchant.pay(order(CHALLENGED));
    Answer early = merchant.change("/v1/payments/" + asked.text("/id") + "/authenticate", "{}");
    assertThat(early.status()).isEqualTo(200);
    assertThat(early.body()).isEqualTo(asked.body());
  }

  @Test
  void theGatewaysOwnWebhookIsEnough() {
    Answer asked = merchant.pay(order(CHALLENGED));
    assertThat(browse(asked.text("/next_action/url"), "result=approve").statusCode())
        .isEqualTo(303);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(merchant.get("/v1/payments/" + asked.text("/id")).text("/status"))
                    .isEqualTo("captured"));
  }

  @Test
  void ofACancelledChallengeNothingComesAnyMoreAtItsGateway() {
    Answer asked = merchant.pay(order(CHALLENGED));
    String path = cancelled(asked);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(merchant.get(path).text("/attempts/0/status")).isEqualTo("failed"));
    assertThat(merchant.get(path).text("/attempts/1/kind")).isEqualTo("withdraw");
    assertThat(types(path))
        .containsSequence(
            "payment.cancelled", "payment.reversal_pending", "payment.challenge_withdrawn");
    assertThat(merchant.get(path + "/explain").http().body())
        .contains("\"withdraw\"", "\"withdrawal\"");

    assertThat(browse(asked.text("/next_action/url"), null).body()).doesNotContain("<form");
    HttpResponse<String> late = browse(asked.text("/next_action/url"), "result=approve");
    assertThat(late.statusCode()).isEqualTo(303);
    assertThat(Sandbox.moneyOf(asked.text("/attempts/0/id"))).as("at the gateway").isZero();
    assertThat(merchant.get(path).text("/status")).isEqualTo("cancelled");
  }

  @Test
  void aCustomerWhoComesAsThePaymentIsCancelledGetsTheMoneyBack() {
    Answer asked = merchant.pay(order(CHALLENGED));
    Sandbox.approvesUnheard(asked.text("/attempts/0/id"));
    String path = cancelled(asked);

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(merchant.get(path).text("/attempts/0/status")).isEqualTo("reversed"));
    Answer after = merchant.get(path);
    assertThat(after.text("/status")).isEqualTo("cancelled");
    assertThat(after.body().at("/amount_captured").asLong()).isZero();
    assertThat(after.text("/attempts/1/kind")).isEqualTo("reverse");
    assertThat(types(path))
        .containsSequence(
            "payment.cancelled",
            "payment.late_approval",
            "payment.reversal_pending",
            "payment.late_approval_reversed");
    assertThat(Sandbox.moneyOf(asked.text("/attempts/0/id"))).as("at the gateway").isZero();
  }

  private String cancelled(Answer asked) {
    String path = "/v1/payments/" + asked.text("/id");
    Answer cancelled = merchant.change(path + "/cancel", "{}");
    assertThat(cancelled.status()).as(cancelled.http().body()).isEqualTo(200);
    assertThat(cancelled.text("/status")).isEqualTo("cancelled");
    return path;
  }

  private List<String> types(String path) {
    return merchant
        .get(path + "/events?limit=100")
        .body()
        .at("/data")
        .valueStream()
        .map(event -> event.at("/type").asString())
        .toList();
  }

  @Test
  void aReturnUrlThatIsNoWebAddressIsRefused() {
    Answer refused =
        merchant.pay(
            order(CHALLENGED).replace("https://shop.example/return", "javascript:alert(1)"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/param")).isEqualTo("return_url");
  }

  private static String order(String card) {
    return Served.order(card)
        .replaceFirst("\\{", "{\"return_url\": \"https://shop.example/return\", ");
  }

  private static HttpResponse<String> browse(String url, @Nullable String form) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(form));
    }
    try {
      return BROWSER.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
