package com.aegispay.merchants.endpoint;

import com.aegispay.merchants.change.Change;
import com.aegispay.merchants.change.OwnedId;
import com.aegispay.merchants.door.ExpectedVersion;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happens to endpoints. Each method is part of a change of the merchant. */
@Component
class EditEndpoints {

  private final WebhookEndpoints endpoints;
  private final WebhookTargets targets;
  private final SigningSecrets secrets;
  private final Ids ids;
  private final InstantSource clock;

  EditEndpoints(
      WebhookEndpoints endpoints,
      WebhookTargets targets,
      SigningSecrets secrets,
      Ids ids,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.targets = targets;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  /** The merchant's endpoint in the key's mode, or a 404. */
  WebhookEndpoint find(String id, Caller.Merchant caller) {
    if (!Ids.isId("we", id)) {
      throw missing(id);
    }
    return endpoints
        .findByIdAndLivemode(new OwnedId(caller.merchantId(), id), caller.livemode())
        .orElseThrow(() -> missing(id));
  }

  /** Makes an endpoint; the answer is the only place where its secret is ever shown. */
  Change<EndpointView> create(EndpointWish wish, Caller.Merchant caller) {
    Instant now = now();
    targets.check(wish.url());
    OwnedId id = new OwnedId(caller.merchantId(), ids.next("we"));
    var settings =
        new WebhookEndpoint.Settings(
            wish.url(),
            orNone(wish.description()),
            EventTypes.parse(wish.enabledEvents()),
            EndpointStatus.ENABLED);
    SigningSecrets.Fresh secret = secrets.next(id.id());
    WebhookEndpoint made =
        endpoints.saveAndFlush(
            new WebhookEndpoint(id, caller.livemode(), settings, secret.sealed(), now));
    return Change.of(made.view(secret.shown()), EndpointData.created(made, now));
  }

  /**
   * Takes on what the patch names. notification-service gives an endpoint up that answers 410, and
   * takes it up again when its url or status changes: disable and enable it.
   */
  Change<EndpointView> change(
      String id, EndpointWish.Patch patch, ExpectedVersion expected, Caller.Merchant caller) {
    Instant now = now();
    WebhookEndpoint endpoint = find(id, caller);
    expected.check(endpoint.version());
    WebhookEndpoint.Settings before = endpoint.settings();
    if (patch.url() != null) {
      targets.check(patch.url());
    }
    var after =
        new WebhookEndpoint.Settings(
            Objects.requireNonNullElse(patch.url(), before.url()),
            patch.description() == null ? before.description() : orNone(patch.description()),
            patch.enabledEvents() == null
                ? before.enabledEvents()
                : EventTypes.parse(patch.enabledEvents()),
            Objects.requireNonNullElse(patch.status(), before.status()));
    if (after.equals(before) && patch.status() == null) {
      return Change.of(endpoint.view(null));
    }
    endpoint.become(after, now);
    endpoints.flush();
    return Change.of(endpoint.view(null), EndpointData.updated(endpoint, now));
  }

  /** Gives the endpoint a new secret; the one before it signs as well for the overlap. */
  Change<EndpointView> rotateSecret(String id, Duration overlap, Caller.Merchant caller) {
    Instant now = now();
    WebhookEndpoint endpoint = find(id, caller);
    SigningSecrets.Fresh secret = secrets.next(id);
    endpoint.rotate(secret.sealed(), now.plus(overlap), now);
    endpoints.flush();
    return Change.of(endpoint.view(secret.shown()), EndpointData.updated(endpoint, now));
  }

  Change<EndpointView.Deleted> delete(String id, Caller.Merchant caller) {
    WebhookEndpoint endpoint = find(id, caller);
    endpoints.delete(endpoint);
    return Change.of(
        new EndpointView.Deleted(id, "webhook_endpoint", true), EndpointData.deleted(endpoint));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static @Nullable String orNone(@Nullable String description) {
    return description == null || description.isBlank() ? null : description;
  }

  private static RuntimeException missing(String id) {
    return Problem.missing("webhook endpoint", id).asException();
  }
}
