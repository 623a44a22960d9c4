package com.aegispay.merchants;

import static com.aegispay.merchants.ServedApi.OPERATOR;
import static com.aegispay.merchants.ServedApi.call;
import static com.aegispay.merchants.ServedApi.events;
import static com.aegispay.merchants.ServedApi.newMerchant;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.merchants.ServedApi.TestMerchant;
import com.aegispay.merchants.ServedApi.Written;
import com.aegispay.testkit.Door.Answer;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

  private static final String ENDPOINT =
      "{\"url\": \"https://shop.example.com/hooks\", \"enabled_events\": [\"*\"]}";

  @Test
  void every_event_that_is_written_is_what_its_contract_says() {
    TestMerchant ada = newMerchant();
    String plan = "{\"fee_plan\": {\"basis_points\": 190, \"fixed_minor\": 25}}";
    String endpoint =
        "/v1/webhook_endpoints/"
            + call("POST", "/v1/webhook_endpoints", ada.key(), ENDPOINT).text("/id");
    String spare = call("POST", "/v1/api_keys", ada.key(), null).text("/id");
    List<Answer> answers =
        List.of(
            call("PATCH", "/v1/merchants/" + ada.id(), OPERATOR, plan),
            call("POST", "/v1/api_keys/" + ada.keyId() + "/rotate", ada.key(), null),
            call("DELETE", "/v1/api_keys/" + spare, ada.key(), null),
            call("PATCH", endpoint, ada.key(), "{\"status\": \"disabled\"}"),
            call("POST", endpoint + "/rotate_secret", ada.key(), null),
            call("DELETE", endpoint, ada.key(), null));

    assertThat(answers).allMatch(answer -> answer.status() < 300);
    List<Written> events = events(ada.id());
    assertThat(events)
        .extracting(Written::type)
        .contains(
            "merchant.created",
            "merchant.updated",
            "api_key.created",
            "api_key.updated",
            "api_key.revoked",
            "webhook_endpoint.created",
            "webhook_endpoint.updated",
            "webhook_endpoint.deleted");
    assertThat(events).allSatisfy(event -> assertThat(flaws(event.type(), event.body())).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merchant.created",
        "merchant.updated",
        "api_key.created",
        "api_key.updated",
        "api_key.revoked",
        "webhook_endpoint.created",
        "webhook_endpoint.updated",
        "webhook_endpoint.deleted"
      })
  void the_example_is_what_its_contract_says_and_a_smaller_one_is_not(String type) {
    String example = contract(type + ".v1.example.json");

    assertThat(flaws(type, example)).isEmpty();
    assertThat(flaws(type, example.replace("\"sequence\"", "\"sequenz\""))).isNotEmpty();
  }

  @Test
  void concurrent_changes_of_a_merchant_are_numbered_without_gap_in_the_order_of_the_outbox()
      throws Exception {
    TestMerchant ada = newMerchant();
    List<Callable<Answer>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String name = "{\"name\": \"Ada " + i + "\"}";
      changes.add(() -> call("PATCH", "/v1/merchants/me", ada.key(), name));
      changes.add(() -> call("POST", "/v1/api_keys", ada.key(), null));
      changes.add(() -> call("POST", "/v1/webhook_endpoints", ada.key(), ENDPOINT));
    }

    List<Integer> statuses = atOnce(changes);

    assertThat(statuses).allMatch(status -> status == 200 || status == 201);
    assertThat(events(ada.id()))
        .extracting(Written::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2 + 48).boxed().toList());
    assertThat(call("GET", "/v1/merchants/me", ada.key(), null).header("ETag")).isEqualTo("\"17\"");
  }

  @Test
  void of_concurrent_changes_of_one_version_one_is_made() throws Exception {
    TestMerchant ada = newMerchant();
    List<Callable<Answer>> changes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "{\"name\": \"Ada " + i + "\"}";
      changes.add(() -> call("PATCH", "/v1/merchants/me", ada.key(), name, "If-Match", "\"1\""));
    }

    assertThat(atOnce(changes)).filteredOn(status -> status == 200).hasSize(1);
    assertThat(events(ada.id())).hasSize(3);
  }

  private static List<Integer> atOnce(List<Callable<Answer>> calls)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        statuses.add(answer.get().status());
      }
      return statuses;
    }
  }

  private static List<com.networknt.schema.Error> flaws(String type, String event) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(contract(type + ".v1.schema.json"), InputFormat.JSON)
        .validate(event, InputFormat.JSON);
  }

  private static String contract(String file) {
    String path = "/contracts/events/merchants/" + file;
    try (var in = EventsTest.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new AssertionError("there is no " + path);
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
