package com.aegispay.notification.flow;

import com.aegispay.keyring.Keyring;
import com.aegispay.notification.outbound.HttpSender;
import com.aegispay.notification.store.Claim;
import com.aegispay.notification.store.SendingQueue;
import com.aegispay.notification.webhook.Answer;
import com.aegispay.notification.webhook.Attempt;
import com.aegispay.notification.webhook.Endpoint;
import com.aegispay.notification.webhook.Ladder;
import com.aegispay.notification.webhook.Signature;
import com.aegispay.notification.webhook.Verdict;
import com.aegispay.notification.webhook.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One attempt: sign, send, write down what came of it. No transaction is open meanwhile. */
@Component
public class SendWebhook {

  private static final Logger LOG = LoggerFactory.getLogger(SendWebhook.class);

  private final SendingQueue queue;
  private final HttpSender http;
  private final Keyring keyring;
  private final Ladder ladder;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final MeterRegistry meters;

  public SendWebhook(
      SendingQueue queue,
      HttpSender http,
      Keyring keyring,
      Ladder ladder,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry meters) {
    this.queue = queue;
    this.http = http;
    this.keyring = keyring;
    this.ladder = ladder;
    this.clock = clock;
    this.random = random;
    this.meters = meters;
  }

  /** Attempts a claimed delivery. */
  public void send(Claim claim) {
    Instant startedAt = clock.instant();
    long startedNanos = System.nanoTime();
    Answer answer = answer(claim, startedAt);
    Duration duration = Duration.ofNanos(System.nanoTime() - startedNanos);
    Instant now = clock.instant();
    Verdict verdict = ladder.judge(answer, claim.rung(), now, random.nextDouble());
    queue.record(
        claim, Attempt.of(claim.attempt(), startedAt, duration.toMillis(), answer), verdict, now);
    meters.timer("aegispay.webhooks.attempts", "outcome", outcome(verdict)).record(duration);
  }

  private Answer answer(Claim claim, Instant startedAt) {
    Webhook webhook = claim.webhook();
    String signature;
    try {
      List<String> secrets = secrets(claim.endpoint(), startedAt);
      signature = Signature.header(secrets, webhook.eventId(), startedAt, webhook.body());
    } catch (IllegalArgumentException e) {
      LOG.error("{} has a secret that cannot be used to sign", claim.endpoint().id());
      return new Answer.Silence(Answer.Cause.SECRET_UNREADABLE);
    }
    return http.post(
        claim.endpoint().url(),
        Map.of(
            "webhook-id", webhook.eventId(),
            "webhook-timestamp", String.valueOf(startedAt.getEpochSecond()),
            "webhook-signature", signature),
        webhook.body());
  }

  private List<String> secrets(Endpoint endpoint, Instant now) {
    List<String> secrets =
        endpoint.secrets().stream()
            .filter(secret -> secret.signsAt(now))
            .map(secret -> keyring.unseal(secret.sealed(), "webhook-secret:" + endpoint.id()))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .toList();
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("every secret has expired");
    }
    return secrets;
  }

  private static String outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Succeeded() -> "succeeded";
      case Verdict.Again(Instant _) -> "again";
      case Verdict.Exhausted() -> "exhausted";
      case Verdict.Gone() -> "gone";
    };
  }
}
