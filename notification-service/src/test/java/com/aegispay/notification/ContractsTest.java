package com.aegispay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.notification.webhook.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The examples that the producers publish are understood. */
class ContractsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Notifications service = Notifications.get();

  @Test
  void the_examples_of_webhook_endpoints_make_change_and_delete_one() throws IOException {
    JsonNode created = example("merchants", "webhook_endpoint.created");
    String merchant = created.at("/merchant_id").stringValue();
    String id = created.at("/data/id").stringValue();

    service.receiveExample("merchants", created.toString());
    assertThat(endpoint(merchant, id))
        .hasValueSatisfying(
            endpoint -> {
              assertThat(endpoint.url()).isEqualTo(created.at("/data/url").stringValue());
              assertThat(endpoint.secrets()).hasSize(1);
              assertThat(endpoint.isOpen()).isTrue();
            });

    JsonNode updated = example("merchants", "webhook_endpoint.updated");
    service.receiveExample("merchants", updated.toString());
    assertThat(endpoint(merchant, id))
        .hasValueSatisfying(
            endpoint -> assertThat(endpoint.secrets()).hasSize(updated.at("/data/secrets").size()));

    service.receiveExample(
        "merchants", example("merchants", "webhook_endpoint.deleted").toString());
    assertThat(endpoint(merchant, id)).isEmpty();
  }

  @Test
  void each_published_example_with_an_object_becomes_a_webhook() throws IOException {
    Resource[] examples =
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:contracts/events/*/*.example.json");
    assertThat(examples).isNotEmpty();
    for (Resource resource : examples) {
      String path = resource.getURL().getPath();
      String topic = path.substring(0, path.lastIndexOf('/')).replaceAll(".*/", "");
      JsonNode example = JSON.readTree(resource.getContentAsString(StandardCharsets.UTF_8));
      if (topic.equals("merchants") || !example.path("object").isObject()) {
        continue;
      }
      var merchant = service.merchant("http://127.0.0.1:9/", "*");
      ObjectNode mine = (ObjectNode) example;
      mine.put("merchant_id", merchant.id()).put("livemode", false);
      service.receiveExample(topic, mine.toString());
      assertThat(service.deliveries(merchant))
          .as(path)
          .extracting(Delivery::type)
          .containsExactly(example.at("/type").stringValue());
    }
  }

  private Optional<Endpoint> endpoint(String merchant, String id) {
    return service.bean(Endpoints.class).find(merchant, false, id);
  }

  private static JsonNode example(String topic, String type) throws IOException {
    return JSON.readTree(
        new ClassPathResource("contracts/events/" + topic + "/" + type + ".v1.example.json")
            .getContentAsString(StandardCharsets.UTF_8));
  }
}
