package com.aegispay.starter;

import com.aegispay.starter.http.StrictJson;
import com.aegispay.starter.idempotency.AnswerSeal;
import com.aegispay.starter.idempotency.Fingerprint;
import com.aegispay.starter.idempotency.ForgetOldAnswers;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyProperties;
import com.aegispay.starter.tenant.WorkerRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Idempotent requests, for services that have the table {@code idempotency_keys}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("aegispay.idempotency.keep")
@EnableConfigurationProperties(IdempotencyProperties.class)
@EnableScheduling
class IdempotencyConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Fingerprint fingerprint() {
    return (method, path, body) -> {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(body));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  AnswerSeal answerSeal() {
    return AnswerSeal.NONE;
  }

  @Bean
  Idempotency idempotency(
      JdbcClient jdbc, TransactionTemplate transaction, Fingerprint fingerprint, AnswerSeal seal) {
    JsonMapper.Builder canonical = JsonMapper.builder();
    StrictJson.configure(canonical);
    return new Idempotency(jdbc, transaction, canonical.build(), fingerprint, seal);
  }

  @Bean
  ForgetOldAnswers forgetOldAnswers(
      JdbcClient jdbc,
      ObjectProvider<WorkerRows> worker,
      IdempotencyProperties properties,
      @Value("${spring.application.name}") String service) {
    WorkerRows allMerchants = worker.getIfAvailable(() -> new WorkerRows(jdbc));
    return new ForgetOldAnswers(allMerchants.jdbc(), properties.keep(), service);
  }
}
