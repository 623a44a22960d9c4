/**
 * Secrets at rest. Two levels of keys: a key-encryption key, which is Tink's {@link
 * com.google.crypto.tink.Aead} behind a key URI (a file now, a KMS when its {@link
 * com.google.crypto.tink.KmsClient} is a bean), and the keyring's own keys, which lie wrapped by it
 * in one file and are unwrapped once, at start.
 *
 * <p>Tink's per-record envelope ({@code KmsEnvelopeAead}) was not taken: with a KMS it is a network
 * call for every card that is sealed or opened, on the path of every payment. The price is that one
 * data key seals many records; AES-256-GCM with random nonces allows 2^32 of them, and {@link
 * com.aegispay.keyring.KeyringFile} adds the next key long before.
 *
 * <p>Locally, services that share secrets (merchant-service seals webhook secrets,
 * notification-service opens them) share one keyring. In production the card vault has a keyring
 * and a KMS key of its own, so that no other service can open a card.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.keyring;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
