package com.aegispay.starter.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * The API's JSON: snake_case, RFC 3339 times in UTC with milliseconds, and no guessing. Unknown and
 * repeated fields, fractions for integers, strings for numbers, numbers for strings or times and
 * trailing text are refused.
 */
public final class StrictJson {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private StrictJson() {}

  /** Makes a mapper builder strict. */
  public static void configure(JsonMapper.Builder builder) {
    builder
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, StrictJson::onlyStrings)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
        .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .addModule(
            new SimpleModule("aegispay-times")
                .addSerializer(Instant.class, new Times())
                .addDeserializer(String.class, new Texts())
                .addDeserializer(Instant.class, new ReadTimes()));
  }

  /** A time as the API writes it, {@code 2026-01-01T12:00:00.000Z}. */
  public static String format(Instant time) {
    return MILLIS.format(time);
  }

  private static void onlyStrings(MutableCoercionConfig text) {
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      text.setCoercion(shape, CoercionAction.Fail);
    }
  }

  /** Text that can be stored: PostgreSQL has no U+0000. */
  private static final class Texts extends StringDeserializer {

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
      String text = super.deserialize(json, context);
      return text != null && text.indexOf('\0') >= 0
          ? (String) context.handleWeirdStringValue(String.class, "", "U+0000 is not text")
          : text;
    }
  }

  private static final class Times extends StdSerializer<Instant> {

    Times() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(format(time));
    }
  }

  /** Jackson's own reader takes a number, or a string of digits, for seconds since 1970. */
  private static final class ReadTimes extends StdDeserializer<Instant> {

    ReadTimes() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        try {
          return OffsetDateTime.parse(json.getString()).toInstant();
        } catch (DateTimeParseException e) {
          return refuse(json);
        }
      }
      return refuse(json);
    }

    private static Instant refuse(JsonParser json) {
      throw MismatchedInputException.from(json, Instant.class, "not an RFC 3339 time");
    }
  }
}
