package com.aegispay.merchants;

import static com.aegispay.merchants.ServedApi.call;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

  private static final JsonNode API = call("GET", "/v3/api-docs", null, null).body();

  @Test
  void it_names_fields_as_they_are_sent() {
    JsonNode merchant = API.at("/components/schemas/NewMerchant/properties");

    assertThat(merchant.propertyNames()).contains("default_currency");
  }

  @Test
  void it_names_the_parameters_that_a_caller_sends_and_no_other() {
    JsonNode list = API.at("/paths/~1v1~1api_keys/get/parameters");
    JsonNode create = API.at("/paths/~1v1~1merchants/post/parameters");

    assertThat(list.valueStream().map(parameter -> parameter.at("/name").asString()))
        .containsExactlyInAnyOrder("limit", "starting_after", "ending_before");
    assertThat(create.valueStream().map(parameter -> parameter.at("/name").asString()))
        .containsExactly("Idempotency-Key");
  }

  @Test
  void it_says_what_an_answer_looks_like_that_may_be_a_replay() {
    JsonNode created = API.at("/paths/~1v1~1merchants/post/responses/201/content");

    assertThat(created.at("/application~1json/schema/$ref").asString()).endsWith("/MerchantView");
  }

  @Test
  void the_platforms_own_paths_are_not_in_it() {
    assertThat(API.at("/paths").propertyNames()).noneMatch(path -> path.startsWith("/internal"));
  }
}
