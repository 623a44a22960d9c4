package com.aegispay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is told is what the published contracts say. */
@ExtendWith(SharedFraud.class)
class ContractsTest {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final RunningFraud fraud;

  ContractsTest(RunningFraud fraud) {
    this.fraud = fraud;
  }

  @Test
  void every_event_of_a_reviewed_payment_obeys_its_schema() {
    String merchant = TestIds.next("mer");
    String key = fraud.key(merchant, false);
    PaymentStory payment = PaymentStory.ordinary(merchant).card("fp_c", "40000000", "9235");
    var _ = fraud.assess(payment);
    String review = fraud.get(key, "/v1/fraud/reviews").at("data.0.id").asString();
    var _ =
        fraud.post(key, "/v1/fraud/reviews/" + review + "/close", "{\"decision\": \"decline\"}");
    List<String> types = new ArrayList<>();
    for (JsonNode event : fraud.events(payment.payment())) {
      String type = event.path("type").asString();
      types.add(type);
      assertThat(errors(type, event.toString())).isEmpty();
    }
    assertThat(types).containsExactly("fraud.assessed", "review.opened", "review.closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fraud.assessed", "review.opened", "review.closed"})
  void the_published_examples_obey_their_schemas_and_others_do_not(String type) {
    String example = resource(type, "example");
    assertThat(errors(type, example)).isEmpty();
    assertThat(errors(type, example.replace("\"payment\":", "\"pay\":"))).isNotEmpty();
  }

  @Test
  void an_event_holds_nothing_that_identifies_the_customer_or_the_card() {
    PaymentStory payment = PaymentStory.ordinary(TestIds.next("mer"));
    var _ = fraud.assess(payment);
    assertThat(fraud.events(payment.payment()).getFirst().toString())
        .doesNotContain(payment.fingerprint())
        .doesNotContain("@example.com")
        .doesNotContain("cust_");
  }

  private static List<Error> errors(String type, String event) {
    return SCHEMAS.getSchema(resource(type, "schema")).validate(event, InputFormat.JSON);
  }

  private static String resource(String type, String kind) {
    String path = "/contracts/events/fraud/%s.v1.%s.json".formatted(type, kind);
    try (InputStream in = ContractsTest.class.getResourceAsStream(path)) {
      assertThat(in).as(path).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }
}
