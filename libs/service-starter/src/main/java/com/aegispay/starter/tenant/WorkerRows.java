package com.aegispay.starter.tenant;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What works for all merchants at once: finding what is due, forgetting what is old. Its role sees
 * the columns that are granted to it and no more; what it finds is then done for one merchant
 * through {@link MerchantRows}.
 */
public record WorkerRows(JdbcClient jdbc) {}
