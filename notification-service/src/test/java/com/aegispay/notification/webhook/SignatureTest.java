package com.aegispay.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Instant AT = Instant.ofEpochSecond(1614265330);

  @Test
  void the_published_example_of_standard_webhooks_is_signed_as_published() {
    assertThat(
            Signature.header(
                List.of(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", AT, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void the_official_library_signs_the_same() throws Exception {
    String body = "{\"name\":\"Zoë €\"}";
    assertThat(Signature.header(List.of(SECRET), "evt_1", AT, body))
        .isEqualTo(
            new com.standardwebhooks.Webhook(SECRET).sign("evt_1", AT.getEpochSecond(), body));
  }

  @Test
  void while_a_secret_rotates_there_is_a_signature_of_each() {
    String other = "whsec_bm90IGEgcmVhbCBzZWNyZXQsIG5vdCBhdCBhbGw=";
    assertThat(Signature.header(List.of(SECRET, other), "evt_1", AT, "{}"))
        .isEqualTo(
            Signature.header(List.of(SECRET), "evt_1", AT, "{}")
                + " "
                + Signature.header(List.of(other), "evt_1", AT, "{}"));
  }

  @Test
  void what_is_no_webhook_secret_does_not_sign() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signature.header(List.of("sk_test_x"), "evt_1", AT, "{}"));
  }
}
