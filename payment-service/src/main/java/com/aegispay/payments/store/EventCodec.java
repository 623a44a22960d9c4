package com.aegispay.payments.store;

import com.aegispay.payments.payment.PaymentEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as they are stored: a kind (the record's name in snake_case), the version of its form, and
 * JSON. Stored events stay as they are for ever: {@link Upcasters} bring an older form to the one
 * that is read.
 */
final class EventCodec {

  private static final Map<String, Class<?>> KINDS =
      Arrays.stream(PaymentEvent.class.getPermittedSubclasses())
          .collect(Collectors.toUnmodifiableMap(EventCodec::kind, Function.identity()));

  private final JsonMapper json = StoredJson.mapper();

  /** Every kind of event there is. */
  static Set<String> kinds() {
    return KINDS.keySet();
  }

  static String kind(PaymentEvent event) {
    return kind(event.getClass());
  }

  /** The version of the form in which an event is written. */
  static int version(PaymentEvent event) {
    return Upcasters.current(kind(event));
  }

  String write(PaymentEvent event) {
    return json.writeValueAsString(event);
  }

  /**
   * A stored event.
   *
   * @throws IllegalStateException when this program does not know its kind or version
   */
  PaymentEvent read(String kind, int version, String payload) {
    Class<?> type = KINDS.get(kind);
    int current = Upcasters.current(kind);
    if (type == null || version < 1 || version > current) {
      throw new IllegalStateException("an event of unknown kind: " + kind + " v" + version);
    }
    if (version == current) {
      return (PaymentEvent) json.readValue(payload, type);
    }
    var stored = (ObjectNode) json.readTree(payload);
    return (PaymentEvent) json.treeToValue(Upcasters.upcast(kind, version, stored), type);
  }

  private static String kind(Class<?> type) {
    return type.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
