package com.aegispay.starter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aegispay.starter.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonTest {
  private static final JsonMapper JSON = strict();

  enum CaptureMethod {
    AUTOMATIC,
    MANUAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Line(@Nullable Integer quantity) {}

  record Order(
      @Nullable Long amount,
      @Nullable String currency,
      @Nullable CaptureMethod captureMethod,
      @Nullable Boolean gift,
      @Nullable List<Line> lines,
      @Nullable Instant payBy,
      @Nullable Map<String, String> metadata) {}

  /** Every body holds 4242, and no answer may. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"amount": "4242"}                        | amount_invalid    | amount
          {"amount": 42.42}                         | amount_invalid    | amount
          {"amount": 4242.0}                        | amount_invalid    | amount
          {"amount": 42424242424242424242}          | amount_invalid    | amount
          {"amount": true, "currency": "4242"}      | amount_invalid    | amount
          {"amount": 1, "currency": 4242}           | parameter_invalid | currency
          {"amount": 1, "capture_method": "4242"}   | parameter_invalid | capture_method
          {"amount": 1, "capture_method": 1}        | parameter_invalid | capture_method
          {"amount": 1, "gift": "4242"}             | parameter_invalid | gift
          {"amount": 1, "gift": 4242}               | parameter_invalid | gift
          {"amount": 1, "lines": {"a": 4242}}       | parameter_invalid | lines
          {"lines": [{"quantity": "4242"}]}         | parameter_invalid | lines[0].quantity
          {"lines": [{"sku": 4242}]}                | parameter_unknown | lines[0].sku
          {"amount": 1, "pay_by": "4242"}           | parameter_invalid | pay_by
          {"amount": 1, "pay_by": 4242}             | parameter_invalid | pay_by
          {"amount": 1, "metadata": {"order": 4242}}| parameter_invalid | metadata.order
          {"amonut": 4242}                          | parameter_unknown | amonut
          {"captureMethod": "4242"}                 | parameter_unknown | captureMethod
          {"4242424242424242": 1}                   | parameter_unknown | ?
          {"metadata": {"4242424242424242": 1}}     | parameter_invalid | metadata.?
          {"amount": 1, "amount": 4242}             | request_malformed |
          {"amount": 4242                           | request_malformed |
          {"amount": 4242x}                         | request_malformed |
          {'amount': 4242}                          | request_malformed |
          {"amount": 1} 4242                        | request_malformed |
          [4242]                                    | request_malformed |
          "4242"                                    | request_malformed |
          4242                                      | request_malformed |
          """)
  void a_body_that_cannot_be_read_is_told_why_without_being_repeated(
      String body, String code, @Nullable String param) {
    Problem problem = problemOf(body);

    assertThat(problem.code().wireName()).isEqualTo(code);
    assertThat(problem.param()).isEqualTo(param);
    assertThat(problem.toString()).doesNotContain("4242").doesNotContain("42.42");
  }

  @Test
  void a_body_beyond_the_parsers_limits_is_malformed() {
    assertThat(problemOf("{\"" + "x".repeat(60_000) + "\": 1}").toString())
        .contains("REQUEST_MALFORMED")
        .hasSizeLessThan(400);
    assertThat(problemOf("{\"amount\": " + "42".repeat(600) + "}").toString())
        .contains("REQUEST_MALFORMED")
        .doesNotContain("4242");
  }

  @Test
  void an_enumeration_names_its_words() {
    assertThat(problemOf("{\"capture_method\": \"later\"}").detail())
        .isEqualTo("capture_method must be one of automatic, manual.");
  }

  @Test
  void what_is_well_formed_is_read_and_written_in_the_apis_own_form() {
    Order order =
        JSON.readValue(
            """
            {"amount": 1, "capture_method": "manual", "lines": [{"quantity": 2}],
             "pay_by": "2026-01-01T12:00:00+01:00"}
            """,
            Order.class);

    assertThat(JSON.readTree(JSON.writeValueAsString(order)))
        .isEqualTo(
            JSON.readTree(
                """
                {"amount": 1, "currency": null, "capture_method": "manual", "gift": null,
                 "lines": [{"quantity": 2}], "pay_by": "2026-01-01T11:00:00.000Z",
                 "metadata": null}
                """));
  }

  private static Problem problemOf(String body) {
    JacksonException refused =
        catchThrowableOfType(JacksonException.class, () -> JSON.readValue(body, Order.class));
    assertThat(refused).as(body).isNotNull();
    return JsonProblems.of(refused);
  }

  private static JsonMapper strict() {
    JsonMapper.Builder builder = JsonMapper.builder();
    StrictJson.configure(builder);
    return builder.build();
  }
}
