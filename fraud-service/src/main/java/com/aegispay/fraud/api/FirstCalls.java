package com.aegispay.fraud.api;

import com.aegispay.fraud.flow.Rehearsal;
import com.aegispay.starter.access.AccessProperties;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Calls the service's own door before it says that it is ready. The first call after a start takes
 * longer than payment-service waits: it should not be a payment's.
 */
@Component
class FirstCalls implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(FirstCalls.class);

  private static final int CALLS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String PAYMENT =
      """
      {"payment": "rehearsal", "merchant_id": "%s", "livemode": false, "amount": 1000, "currency": "EUR",
       "card": {"fingerprint": "rehearsal", "bin": "42424242", "last4": "4242", "brand": "visa"},
       "customer": {"id": "rehearsal", "email": "rehearsal@example.com", "country": "DE", "ip": "192.0.2.1"}}
      """
          .formatted(Rehearsal.MERCHANT);

  private final AccessProperties access;
  private final Environment environment;

  FirstCalls(AccessProperties access, Environment environment) {
    this.access = access;
    this.environment = environment;
  }

  /** Those that fail are no reason to stop: they will be slow. */
  @Override
  public void run(ApplicationArguments arguments) {
    var requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(PATIENCE);
    requests.setReadTimeout(PATIENCE);
    RestClient door =
        RestClient.builder()
            .requestFactory(requests)
            .baseUrl("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"))
            .build();
    try {
      for (int i = 0; i < CALLS; i++) {
        var _ =
            door.post()
                .uri(AssessmentDoor.PATH)
                .headers(headers -> headers.setBearerAuth(access.internalKey()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(PAYMENT)
                .retrieve()
                .toBodilessEntity();
      }
    } catch (RestClientException e) {
      LOG.warn("the first assessments will be slow: {}", e.getMessage());
    }
  }
}
