package com.aegispay.notification.feed;

import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.webhook.Endpoint;
import com.aegispay.notification.webhook.Endpoint.Secret;
import com.aegispay.notification.webhook.Endpoint.Status;
import com.aegispay.outbox.ReceivedEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this service keeps of merchants: their endpoints. (Their keys are the starter's to keep.)
 */
@Component
public class MerchantFeed {

  /** Unknown fields may appear at any time. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private record EndpointData(
      String id,
      String url,
      boolean livemode,
      List<String> enabledEvents,
      String status,
      List<Secret> secrets) {}

  private final Endpoints endpoints;

  public MerchantFeed(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  public void apply(ReceivedEvent event) {
    switch (event.type()) {
      case "webhook_endpoint.created", "webhook_endpoint.updated" ->
          keepEndpoint(event, Status::valueOf);
      case "webhook_endpoint.deleted" -> keepEndpoint(event, _ -> Status.DELETED);
      default -> {}
    }
  }

  private void keepEndpoint(ReceivedEvent event, Function<String, Status> status) {
    EndpointData data = JSON.treeToValue(data(event), EndpointData.class);
    endpoints.keep(
        new Endpoint(
            event.merchantId(),
            data.id(),
            data.livemode(),
            data.url(),
            data.enabledEvents(),
            status.apply(data.status().toUpperCase(Locale.ROOT)),
            data.secrets(),
            null));
  }

  private static JsonNode data(ReceivedEvent event) {
    return JSON.readTree(event.body()).required("data");
  }
}
