package com.aegispay.relay;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What to carry.
 *
 * @param sources by their schema
 * @param prefix of the relay's own names in Kafka ({@code <prefix>-relay-<source>}, {@code
 *     <prefix>-manifests-<source>}); installations that share a Kafka cluster need different ones
 * @param poll the pause between two looks at an outbox, unless a batch was full: what comes
 *     meanwhile shares one Kafka transaction
 * @param batchRows the most rows in one Kafka transaction
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.relay", ignoreUnknownFields = false)
public record RelayProperties(
    @NotEmpty Map<@Pattern(regexp = "[a-z][a-z0-9_]*") String, @Valid Source> sources,
    @DefaultValue("outbox") @Pattern(regexp = "[a-z0-9-]+") String prefix,
    @DefaultValue("100ms") Duration poll,
    @DefaultValue("2000") @Min(1) @Max(5000) int batchRows) {

  /** A database that has the schema. It must be reached directly: a lease needs its session. */
  public record Source(@NotBlank String url, @NotBlank String username, @NotBlank String password) {

    @Override
    public String toString() {
      return "Source[url=%s, username=%s]".formatted(url, username);
    }
  }
}
