package com.aegispay.merchants.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.keyring.Keyring;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Makes the secrets that deliveries are signed with. They are shown once, and lie sealed.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@Component
class SigningSecrets {

  private static final int BYTES = 32;

  /**
   * A new secret.
   *
   * @param shown {@code whsec_} and base64
   * @param sealed the shown text, sealed in the context {@code webhook-secret:<endpoint id>}
   */
  record Fresh(String shown, String sealed) {

    @Override
    public String toString() {
      return "whsec_...";
    }
  }

  private final Keyring keyring;
  private final SecureRandom random;

  SigningSecrets(Keyring keyring, SecureRandom random) {
    this.keyring = keyring;
    this.random = random;
  }

  Fresh next(String endpointId) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String shown = "whsec_" + Base64.getEncoder().encodeToString(bytes);
    return new Fresh(shown, keyring.seal(shown.getBytes(UTF_8), "webhook-secret:" + endpointId));
  }
}
