package com.aegispay.starter.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aegispay.starter.Tables;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class LocalKeysTest {
  private static final Tables TABLES = new Tables();
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final AtomicInteger HASHES = new AtomicInteger();

  private final String hash = "hash-" + HASHES.incrementAndGet();
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final HttpServer merchantService = server();
  private final LocalKeys keys = keys();
  private volatile @Nullable KnownKey known;
  private volatile Runnable duringLookup = () -> {};

  @BeforeEach
  void open() {
    merchantService.start();
  }

  @AfterEach
  void close() {
    merchantService.stop(0);
  }

  @Test
  void a_key_that_the_feed_brought_needs_no_lookup() {
    keys.keep(key(null));

    assertThat(keys.find(hash)).contains(key(null));
    assertThat(lookups).hasValue(0);
  }

  @Test
  void a_new_key_is_looked_up_once_and_then_stored_for_every_instance() {
    known = key(null);

    assertThat(keys.find(hash)).contains(key(null));
    assertThat(keys.find(hash)).contains(key(null));
    assertThat(keys().find(hash)).as("another instance").contains(key(null));
    assertThat(lookups).hasValue(1);
  }

  @Test
  void a_key_that_does_not_exist_is_asked_for_again_after_two_seconds() {
    assertThat(keys.find(hash)).isEmpty();
    known = key(null);
    pass(Duration.ofMillis(1999));
    assertThat(keys.find(hash)).isEmpty();
    assertThat(lookups).hasValue(1);

    pass(Duration.ofMillis(1));
    assertThat(keys.find(hash)).contains(key(null));
  }

  @Test
  void a_key_that_the_feed_brings_works_at_once_though_it_was_missing_just_now() {
    assertThat(keys.find(hash)).isEmpty();
    keys.keep(key(null));
    assertThat(keys.find(hash)).contains(key(null));
  }

  @Test
  void a_revocation_works_at_once_where_the_feed_brings_it_and_elsewhere_when_the_copy_is_old() {
    LocalKeys elsewhere = keys();
    keys.keep(key(null));
    assertThat(keys.find(hash)).contains(key(null));
    assertThat(elsewhere.find(hash)).contains(key(null));

    keys.keep(key(THEN));
    assertThat(keys.find(hash)).contains(key(THEN));
    assertThat(elsewhere.find(hash)).contains(key(null));
    pass(Duration.ofSeconds(10));
    assertThat(elsewhere.find(hash)).contains(key(THEN));
  }

  @Test
  void a_lookup_that_the_feeds_revocation_overtakes_does_not_revive_the_key() {
    known = key(null);
    duringLookup = () -> keys.keep(key(THEN));

    assertThat(keys.find(hash)).contains(key(THEN));
    assertThat(keys.find(hash)).contains(key(THEN));
  }

  @Test
  void the_feed_does_not_revive_a_key_when_it_tells_the_story_again() {
    keys.keep(key(THEN));
    keys.keep(key(null));
    assertThat(keys.find(hash)).contains(key(THEN));
  }

  @Test
  void without_merchant_service_an_unknown_key_is_neither_right_nor_wrong() {
    merchantService.stop(0);

    var unknown = catchThrowableOfType(ProblemException.class, () -> keys.find(hash));
    assertThat(unknown).isNotNull();
    assertThat(unknown.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(unknown.problem().retryAfterSeconds()).isPositive();

    keys.keep(key(null));
    assertThat(keys.find(hash)).as("once the feed brought it").contains(key(null));
  }

  private KnownKey key(@Nullable Instant revoked) {
    return new KnownKey(hash, "key_1", "mer_1", false, Set.of("a:read", "b:write"), null, revoked);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private LocalKeys keys() {
    URI url = URI.create("http://127.0.0.1:" + merchantService.getAddress().getPort());
    return new LocalKeys(
        TABLES.jdbc(),
        RestClient.builder()
            .baseUrl(url.toString())
            .configureMessageConverters(
                converters ->
                    converters.withJsonConverter(new JacksonJsonHttpMessageConverter(JSON)))
            .build(),
        new AccessProperties("operator", "internal", url, Duration.ofSeconds(10), 1),
        nanos::get);
  }

  private HttpServer server() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/internal/v1/api_keys/lookup", this::answer);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    lookups.incrementAndGet();
    String asked = JSON.readTree(exchange.getRequestBody()).path("key_hash").asString();
    Optional<KnownKey> found = Optional.ofNullable(known).filter(k -> k.keyHash().equals(asked));
    duringLookup.run();
    try (exchange) {
      if (found.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] body = JSON.writeValueAsString(found.get()).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
