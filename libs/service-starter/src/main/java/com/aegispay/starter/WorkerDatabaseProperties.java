package com.aegispay.starter;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The role that works for all merchants, in the service's own database.
 *
 * @param maximumPoolSize connections at most; an idle one is given back
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.worker-database", ignoreUnknownFields = false)
record WorkerDatabaseProperties(
    @NotNull String username, @NotNull String password, @DefaultValue("2") int maximumPoolSize) {

  @Override
  public String toString() {
    return "WorkerDatabase[" + username + "]";
  }
}
