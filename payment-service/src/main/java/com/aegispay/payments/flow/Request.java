package com.aegispay.payments.flow;

import com.aegispay.payments.payment.MerchantId;
import java.util.function.ObjLongConsumer;

/**
 * Who asks, and under which idempotency key.
 *
 * @param id the request's id, for the answer
 * @param fingerprint of the whole request; the same key with another one is refused
 * @param spent told how many nanoseconds went to {@code fraud} and to {@code gateway}
 */
public record Request(
    MerchantId merchant,
    boolean livemode,
    String id,
    String key,
    String fingerprint,
    ObjLongConsumer<String> spent) {}
