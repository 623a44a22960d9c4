package com.aegispay.merchants.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.keyring.Keyring;
import com.aegispay.starter.idempotency.AnswerSeal;
import org.springframework.stereotype.Component;

/** Answers kept for replay are sealed: some of them show a key or a signing secret. */
@Component
class SealedAnswers implements AnswerSeal {

  private final Keyring keyring;

  SealedAnswers(Keyring keyring) {
    this.keyring = keyring;
  }

  @Override
  public String seal(String answer, String context) {
    return keyring.seal(answer.getBytes(UTF_8), context);
  }

  @Override
  public String open(String kept, String context) {
    return new String(keyring.unseal(kept, context), UTF_8);
  }
}
