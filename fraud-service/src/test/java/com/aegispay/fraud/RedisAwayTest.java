package com.aegispay.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.fraud.RunningFraud.Answer;
import com.aegispay.testkit.TestServers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without Redis payments are assessed with less, and that is said. */
class RedisAwayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String merchant = TestIds.next("mer");

  @Test
  void counters_come_and_go_with_redis_and_assessments_go_on() throws Exception {
    try (CuttableLine line = new CuttableLine(TestServers.get().redisUrl(), true);
        RunningFraud fraud =
            RunningFraud.start(
                Map.of(
                    "aegispay.redis.address",
                    line.url(),
                    "resilience4j.circuitbreaker.instances.velocity.wait-duration-in-open-state",
                    "50ms"))) {
      PaymentStory payment = PaymentStory.ordinary(merchant).from("a@mailinator.com", "DE");
      Answer without = fraud.assess(payment);
      assertThat(without.at("decision").asString()).isEqualTo("approve");
      assertThat(without.codes()).containsExactly("disposable_email", "velocity_unavailable");
      assertThat(fraud.get("", "/actuator/health").at("status").asString()).isEqualTo("DEGRADED");
      assertThat(fraud.get("", "/actuator/health/readiness").status()).isEqualTo(200);

      line.mend();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(fraud.assess(payment.again()).codes())
                      .doesNotContain("velocity_unavailable"));

      line.cut();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(fraud.assess(payment.again()).codes())
                      .contains("velocity_unavailable"));
      assertThat(fraud.assess(payment).text()).isEqualTo(without.text());
    }
  }
}
