package com.aegispay.starter.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aegispay.starter.Tables;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyTest {
  private static final Tables TABLES = new Tables();
  private static final JdbcClient JDBC = TABLES.jdbc();
  private static final Map<String, String> BODY = Map.of("name", "Ada");

  private final Idempotency idempotency = idempotency(JDBC, TABLES.transaction(), Backwards.SEAL);
  private final AtomicInteger worked = new AtomicInteger();
  private final String value = UUID.randomUUID().toString();

  /** Seals by writing backwards, so that it shows whether the table holds what was sent. */
  enum Backwards implements AnswerSeal {
    SEAL;

    @Override
    public String seal(String answer, String context) {
      return new StringBuilder(answer).reverse().toString();
    }

    @Override
    public String open(String kept, String context) {
      return new StringBuilder(kept).reverse().toString();
    }
  }

  @Test
  void a_repeat_gets_the_first_answer_byte_for_byte_and_works_no_second_time() {
    ResponseEntity<String> first = send("mer_1", "/v1/things", BODY);
    ResponseEntity<String> repeat = send("mer_1", "/v1/things", BODY);

    assertThat(first.getHeaders().containsHeader("Idempotent-Replayed")).isFalse();
    assertThat(repeat.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
    assertThat(repeat.getStatusCode()).isEqualTo(first.getStatusCode());
    assertThat(repeat.getBody()).isEqualTo(first.getBody()).isEqualTo("{\"made\":1}");
    assertThat(worked).hasValue(1);
  }

  @Test
  void the_table_holds_the_answer_sealed() {
    assertThat(send("mer_1", "/v1/things", BODY).getBody()).isEqualTo("{\"made\":1}");
    assertThat(
            JDBC.sql("select body from idempotency_keys where key = :key")
                .param("key", value)
                .query(String.class)
                .single())
        .isEqualTo("}1:\"edam\"{");
  }

  @Test
  void another_body_or_path_with_the_key_is_refused() {
    assertThat(send("mer_1", "/v1/things", BODY).getBody()).isNotNull();

    assertThat(refusal(() -> send("mer_1", "/v1/things", Map.of("name", "Bob"))))
        .isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(refusal(() -> send("mer_1", "/v1/others", BODY)))
        .isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(worked).hasValue(1);
  }

  @Test
  void another_merchant_may_use_the_same_key() {
    assertThat(send("mer_1", "/v1/things", BODY).getBody()).isEqualTo("{\"made\":1}");
    assertThat(send("mer_2", "/v1/things", BODY).getBody()).isEqualTo("{\"made\":2}");
  }

  @Test
  void a_refusal_leaves_the_key_free_and_nothing_behind() {
    assertThatThrownBy(
            () ->
                idempotency.once(
                    key("mer_1", "/v1/things", value),
                    BODY,
                    201,
                    () -> {
                      assertThat(insertAnswer(value + "-effect", "1 hour", "200")).isOne();
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");

    assertThat(kept(value + "%")).isZero();
    assertThat(send("mer_1", "/v1/things", Map.of("name", "Bob")).getBody())
        .isEqualTo("{\"made\":1}");
  }

  @Test
  void while_the_first_request_runs_a_repeat_is_told_to_wait() throws Exception {
    var running = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var first =
        CompletableFuture.supplyAsync(
            () ->
                send(
                    "mer_1",
                    "/v1/things",
                    BODY,
                    () -> {
                      running.countDown();
                      return Map.of("in_time", await(goOn));
                    }));
    try {
      assertThat(await(running)).isTrue();
      assertThat(refusal(() -> send("mer_1", "/v1/things", BODY)))
          .isEqualTo(ProblemCode.IDEMPOTENCY_KEY_IN_USE);
    } finally {
      goOn.countDown();
    }
    assertThat(first.get(10, TimeUnit.SECONDS).getBody()).isEqualTo("{\"in_time\":true}");
    assertThat(send("mer_1", "/v1/things", BODY).getBody()).isEqualTo("{\"in_time\":true}");
  }

  @Test
  void a_request_without_a_key_works_each_time() {
    for (int i = 1; i <= 2; i++) {
      assertThat(
              idempotency.once(key("mer_1", "/v1/things", null), BODY, 201, this::work).getBody())
          .isEqualTo("{\"made\":" + i + "}");
    }
  }

  @Test
  void answers_are_forgotten_when_they_were_kept_long_enough_and_running_requests_never() {
    assertThat(insertAnswer(value + "-young", "47 hours 59 minutes", "200")).isOne();
    assertThat(insertAnswer(value + "-running", "99 hours", "null")).isOne();
    for (int i = 0; i < 2; i++) {
      assertThat(insertAnswer(value + "-old-" + i, "48 hours 1 minute", "200")).isOne();
    }

    new ForgetOldAnswers(JDBC, Duration.ofDays(2), "test").run();

    assertThat(kept(value + "-old%")).isZero();
    assertThat(kept(value + "-young")).isOne();
    assertThat(kept(value + "-running")).isOne();
  }

  @Test
  void more_than_a_thousand_old_answers_are_forgotten_in_one_run() {
    int many = ForgetOldAnswers.AT_ONCE + 1;
    assertThat(
            JDBC.sql(
                    """
                    insert into idempotency_keys (merchant_id, livemode, key, fingerprint, status, body, created_at)
                    select 'mer_1', false, :key || n, '', 200, '', now() - interval '3 days'
                    from generate_series(1, :many) n
                    """)
                .param("key", value)
                .param("many", many)
                .update())
        .isEqualTo(many);

    new ForgetOldAnswers(JDBC, Duration.ofDays(2), "test").run();

    assertThat(kept(value + "%")).isZero();
  }

  @Test
  void forgetting_waits_while_the_database_is_away() {
    var away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nowhere");
    var nowhere = new ForgetOldAnswers(JdbcClient.create(away), Duration.ofDays(2), "test");

    assertThatThrownBy(nowhere::forget).isInstanceOf(RuntimeException.class);
    assertThatCode(nowhere::run).doesNotThrowAnyException();
  }

  private ResponseEntity<String> send(String owner, String path, Object body) {
    return send(owner, path, body, this::work);
  }

  private ResponseEntity<String> send(String owner, String path, Object body, Supplier<?> work) {
    return idempotency.once(key(owner, path, value), body, 201, work);
  }

  private Map<String, Integer> work() {
    return Map.of("made", worked.incrementAndGet());
  }

  private static ProblemCode refusal(Supplier<?> request) {
    var refused = catchThrowableOfType(ProblemException.class, request::get);
    assertThat(refused).isNotNull();
    return refused.problem().code();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IdempotencyKey key(String owner, String path, @Nullable String value) {
    return new IdempotencyKey(owner, false, value, "POST", path);
  }

  private static int insertAnswer(String key, String age, String status) {
    return JDBC.sql(
            """
            insert into idempotency_keys (merchant_id, livemode, key, fingerprint, status, created_at)
            values ('mer_1', false, :key, '', %s, now() - interval '%s')
            """
                .formatted(status, age))
        .param("key", key)
        .update();
  }

  private static int kept(String like) {
    return JDBC.sql("select count(*) from idempotency_keys where key like :key")
        .param("key", like)
        .query(Integer.class)
        .single();
  }

  private static Idempotency idempotency(
      JdbcClient jdbc, TransactionTemplate transaction, AnswerSeal seal) {
    return new Idempotency(
        jdbc,
        transaction,
        JsonMapper.shared(),
        (method, path, body) -> method + path + new String(body, UTF_8),
        seal);
  }
}
