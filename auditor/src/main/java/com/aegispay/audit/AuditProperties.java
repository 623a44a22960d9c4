package com.aegispay.audit;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The audits that run by themselves.
 *
 * @param url the JDBC address of the database that holds every schema
 * @param every the pause between two audits, and before the first
 * @param window how far back each of them looks; more than {@code every}, so that nothing is left
 *     out between them
 * @param patience how long after its time a thing may still be under way
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.audit", ignoreUnknownFields = false)
public record AuditProperties(
    @NotBlank String url,
    @NotBlank String username,
    @NotBlank String password,
    @DefaultValue("5m") Duration every,
    @DefaultValue("15m") Duration window,
    @DefaultValue("2m") Duration patience) {

  @Override
  public String toString() {
    return "AuditProperties[url=%s, username=%s, every=%s]".formatted(url, username, every);
  }
}
