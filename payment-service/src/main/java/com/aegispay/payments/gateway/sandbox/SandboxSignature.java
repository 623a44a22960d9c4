package com.aegispay.payments.gateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a sandbox gateway's notice: HMAC-SHA-256 of the body, in hexadecimal. */
public final class SandboxSignature {

  public static final String HEADER = "Sandbox-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public SandboxSignature(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
  }

  public String of(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Takes the same time whatever is wrong with the signature. */
  public boolean verifies(byte[] body, String signature) {
    return MessageDigest.isEqual(of(body).getBytes(UTF_8), signature.getBytes(UTF_8));
  }
}
