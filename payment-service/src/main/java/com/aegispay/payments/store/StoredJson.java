package com.aegispay.payments.store;

import com.aegispay.money.CurrencyCode;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.RefundId;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How the law's records are written in the database: snake_case, ids and currencies as text. */
final class StoredJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // What a record is made of, and nothing that is worked out of it.
          .changeDefaultVisibility(
              visible ->
                  visible
                      .withGetterVisibility(Visibility.NONE)
                      .withIsGetterVisibility(Visibility.NONE)
                      .withFieldVisibility(Visibility.ANY))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule("aegispay-ids")
                  .addSerializer(new AsText<>(PaymentId.class, PaymentId::value))
                  .addDeserializer(PaymentId.class, new FromText<>(PaymentId.class, PaymentId::new))
                  .addSerializer(new AsText<>(MerchantId.class, MerchantId::value))
                  .addDeserializer(
                      MerchantId.class, new FromText<>(MerchantId.class, MerchantId::new))
                  .addSerializer(new AsText<>(AttemptId.class, AttemptId::value))
                  .addDeserializer(AttemptId.class, new FromText<>(AttemptId.class, AttemptId::new))
                  .addSerializer(new AsText<>(RefundId.class, RefundId::value))
                  .addDeserializer(RefundId.class, new FromText<>(RefundId.class, RefundId::new))
                  .addSerializer(new AsText<>(CurrencyCode.class, CurrencyCode::code))
                  .addDeserializer(
                      CurrencyCode.class, new FromText<>(CurrencyCode.class, CurrencyCode::of)))
          .build();

  private StoredJson() {}

  static JsonMapper mapper() {
    return MAPPER;
  }

  private static final class AsText<T> extends StdSerializer<T> {
    private final transient Function<T, String> text;

    AsText(Class<T> type, Function<T, String> text) {
      super(type);
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(text.apply(value));
    }
  }

  private static final class FromText<T> extends StdDeserializer<T> {
    private final transient Function<String, T> make;

    FromText(Class<T> type, Function<String, T> make) {
      super(type);
      this.make = make;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      return make.apply(parser.getString());
    }
  }
}
