package com.aegispay.payments.gateway.sandbox;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether this installation has sandbox gateways, and where. It has none when neither {@code
 * embedded} nor {@code url} is set.
 *
 * @param embedded start the sandbox's server in this process
 * @param port of the embedded server; 0 for any
 * @param url of a server that runs elsewhere
 * @param secret shared with the server; the embedded one makes one up where there is none
 * @param connectTimeout how long an unreachable server is waited for
 * @param callback where the embedded server sends its notices
 * @param books the embedded server's database
 * @param silence how long the embedded server holds a connection that it does not answer
 * @param refundsSettleAfter when refunds that change later do so
 * @param latencies of the embedded server's gateways, by name; the others have their usual ones
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.sandbox", ignoreUnknownFields = false)
record SandboxProperties(
    @DefaultValue("false") boolean embedded,
    @DefaultValue("0") int port,
    @Nullable URI url,
    @Nullable String secret,
    @NotNull @DefaultValue("1s") Duration connectTimeout,
    @Nullable URI callback,
    @Nullable @Valid Books books,
    @NotNull @DefaultValue("60s") Duration silence,
    @NotNull @DefaultValue("2s") Duration refundsSettleAfter,
    @NotNull @DefaultValue Map<String, @Valid Answering> latencies) {

  /** The role owns the schema {@code sandbox}. */
  record Books(@NotNull String url, @NotNull String username, @NotNull String password) {

    @Override
    public String toString() {
      return "Books[" + url + ", " + username + "]";
    }
  }

  /** How fast a gateway answers. */
  record Answering(@NotNull Duration p50, @NotNull Duration p99) {}
}
