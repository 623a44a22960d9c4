package com.aegispay.payments.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.aegispay.payments.payment.PaymentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every form in which an event was ever stored can be read for ever. {@code stored-events} holds an
 * example of each; a form that was released is never edited, a new one is added.
 */
class EventCodecTest {

  private final EventCodec codec = new EventCodec();

  record Form(String kind, int version) {
    @Override
    public String toString() {
      return kind + ".v" + version;
    }
  }

  static Stream<Form> forms() {
    return EventCodec.kinds().stream()
        .flatMap(
            kind ->
                IntStream.rangeClosed(1, Upcasters.current(kind))
                    .mapToObj(version -> new Form(kind, version)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aStoredFormIsRead(Form form) {
    String stored = stored(form);
    PaymentEvent event = codec.read(form.kind(), form.version(), stored);
    assertThat(EventCodec.kind(event)).isEqualTo(form.kind());
    if (form.version() == EventCodec.version(event)) {
      assertThat(JsonMapper.shared().readTree(codec.write(event)))
          .as("what is written today is what is stored as v%s", form.version())
          .isEqualTo(JsonMapper.shared().readTree(stored));
    } else {
      assertThat(codec.read(form.kind(), EventCodec.version(event), codec.write(event)))
          .isEqualTo(event);
    }
  }

  @Test
  void anEventOfANewerProgramIsADefectAndNotGuessedAt() {
    String stored = stored(new Form("payment_completed", 1));
    assertThatIllegalStateException()
        .isThrownBy(() -> codec.read("payment_completed", 2, stored))
        .withMessageContaining("payment_completed v2");
    assertThatIllegalStateException().isThrownBy(() -> codec.read("payment_invented", 1, "{}"));
  }

  @Test
  void aFormWithoutAFactIsADefectAndNotReadAsZero() {
    String first = stored(new Form("capture_failed", 1));
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> codec.read("capture_failed", 2, first))
        .withMessageContaining("declined");
  }

  private static String stored(Form form) {
    try (var file = EventCodecTest.class.getResourceAsStream("/stored-events/" + form + ".json")) {
      assertThat(file).as("stored-events/%s.json holds an example of this form", form).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
