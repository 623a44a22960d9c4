package com.aegispay.merchants.endpoint;

import com.aegispay.merchants.change.OwnedId;
import com.aegispay.merchants.change.Versioned;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Where a merchant wants its events sent, in one mode. */
@Entity
@Table(name = "webhook_endpoints")
class WebhookEndpoint extends Versioned {

  /** What may be edited. */
  record Settings(
      String url,
      @Nullable String description,
      List<String> enabledEvents,
      EndpointStatus status) {}

  @EmbeddedId private OwnedId id;

  @Column(updatable = false)
  private boolean livemode;

  private String url;
  private @Nullable String description;

  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<String> enabledEvents;

  private String status;
  private String sealedSecret;
  private @Nullable String previousSecret;
  private @Nullable Instant previousExpiresAt;

  @SuppressWarnings("NullAway.Init")
  protected WebhookEndpoint() {}

  WebhookEndpoint(
      OwnedId id, boolean livemode, Settings settings, String sealedSecret, Instant now) {
    super(now);
    this.id = id;
    this.livemode = livemode;
    this.url = settings.url();
    this.description = settings.description();
    this.enabledEvents = List.copyOf(settings.enabledEvents());
    this.status = settings.status().toString();
    this.sealedSecret = sealedSecret;
  }

  Settings settings() {
    return new Settings(
        url,
        description,
        List.copyOf(enabledEvents),
        EndpointStatus.valueOf(status.toUpperCase(Locale.ROOT)));
  }

  void become(Settings settings, Instant now) {
    url = settings.url();
    description = settings.description();
    enabledEvents = List.copyOf(settings.enabledEvents());
    status = settings.status().toString();
    changed(now);
  }

  /**
   * Signs with this secret from now on, and with the one before it until then. One before that has
   * had its time.
   */
  void rotate(String newSealedSecret, Instant until, Instant now) {
    boolean overlap = until.isAfter(now);
    previousSecret = overlap ? sealedSecret : null;
    previousExpiresAt = overlap ? until : null;
    sealedSecret = newSealedSecret;
    changed(now);
  }

  OwnedId id() {
    return id;
  }

  boolean livemode() {
    return livemode;
  }

  /** The secrets that sign now, the newest first. */
  List<EndpointData.Secret> secrets(Instant now) {
    List<EndpointData.Secret> secrets = new ArrayList<>();
    secrets.add(new EndpointData.Secret(sealedSecret, null));
    if (previousExpiresAt != null && previousExpiresAt.isAfter(now)) {
      secrets.add(
          new EndpointData.Secret(Objects.requireNonNull(previousSecret), previousExpiresAt));
    }
    return secrets;
  }

  /** As the API shows it; the secret only when it was just made. */
  EndpointView view(@Nullable String secret) {
    return new EndpointView(
        id.id(),
        "webhook_endpoint",
        url,
        description,
        List.copyOf(enabledEvents),
        status,
        livemode,
        createdAt(),
        updatedAt(),
        version(),
        secret);
  }
}
