package com.aegispay.starter.idempotency;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a request whose whole effect is one transaction at most once for each key: claim, effect and
 * answer commit together. A refusal (any exception) leaves nothing behind, so the key stays free.
 *
 * <p>Answers are kept for as long as {@link IdempotencyProperties} says; {@link ForgetOldAnswers}
 * deletes them then. Where the table has row-level security, the key's owner is the merchant, also
 * where the work told the database of another.
 */
public final class Idempotency {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final Fingerprint fingerprint;
  private final AnswerSeal seal;

  public Idempotency(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      JsonMapper json,
      Fingerprint fingerprint,
      AnswerSeal seal) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.json = json;
    this.fingerprint = fingerprint;
    this.seal = seal;
  }

  /**
   * The first answer to this request, made now or then.
   *
   * @param key where the request carries none, the work simply runs in a transaction
   * @param body the parsed body, or an empty map where the request has none
   * @param work the effect; its result is the answer's body
   */
  public ResponseEntity<String> once(
      IdempotencyKey key, Object body, int status, Supplier<?> work) {
    String value = key.value();
    if (value == null) {
      String made = inTransaction(() -> json.writeValueAsString(work.get()));
      return answer(status, made, false, null);
    }
    String print = fingerprint.of(key.method(), key.path(), json.writeValueAsBytes(body));
    Outcome outcome =
        inTransaction(
            () -> {
              Optional<StoredAnswer> earlier = earlier(key, value);
              if (earlier.isPresent()) {
                return new Outcome(earlier.get(), true);
              }
              StoredAnswer made =
                  new StoredAnswer(print, status, json.writeValueAsString(work.get()));
              keep(key, value, made);
              return new Outcome(made, false);
            });
    StoredAnswer stored = outcome.answer();
    if (!stored.fingerprint().equals(print)) {
      throw reused().asException();
    }
    return answer(stored.status(), stored.body(), outcome.replayed(), null);
  }

  /** The key was used with another method, path or body. */
  public static Problem reused() {
    return Problem.of(
        ProblemCode.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key was used with another method, path or body. Use a new key for a new"
            + " request.");
  }

  /** The first request with this key has no answer yet. */
  public static Problem inUse() {
    return Problem.of(
            ProblemCode.IDEMPOTENCY_KEY_IN_USE,
            "The first request with this Idempotency-Key is still running. Ask again for its"
                + " answer.")
        .retryAfter(1);
  }

  private <T> T inTransaction(Supplier<T> work) {
    T result = transaction.execute(status -> work.get());
    if (result == null) {
      throw new IllegalStateException("the work of a request must have a result");
    }
    return result;
  }

  private Optional<StoredAnswer> earlier(IdempotencyKey key, String value) {
    boolean alone =
        jdbc.sql(
                """
                select pg_try_advisory_xact_lock(hashtextextended(current_schema() || :name, 0)),
                  set_config('aegispay.merchant', :owner, true)
                """)
            .param("name", key.owner() + key.livemode() + value)
            .param("owner", key.owner())
            .query((row, _) -> row.getBoolean(1))
            .single();
    if (!alone) {
      throw inUse().asException();
    }
    return jdbc.sql(
            """
            select fingerprint, status, body from idempotency_keys
            where merchant_id = :owner and livemode = :livemode and key = :key
            """)
        .param("owner", key.owner())
        .param("livemode", key.livemode())
        .param("key", value)
        .query(
            (row, index) -> {
              String body = row.getString("body");
              if (body == null) {
                throw inUse().asException();
              }
              return new StoredAnswer(
                  row.getString("fingerprint"),
                  row.getInt("status"),
                  seal.open(body, context(key, value)));
            })
        .optional();
  }

  private void keep(IdempotencyKey key, String value, StoredAnswer answer) {
    int rows;
    try {
      rows =
          jdbc.sql(
                  """
                with told as materialized (select set_config('aegispay.merchant', :owner, true))
                insert into idempotency_keys (merchant_id, livemode, key, fingerprint, status, body)
                select :owner, :livemode, :key, :fingerprint, :status, :body from told
                """)
              .param("owner", key.owner())
              .param("livemode", key.livemode())
              .param("key", value)
              .param("fingerprint", answer.fingerprint())
              .param("status", answer.status())
              .param("body", seal.seal(answer.body(), context(key, value)))
              .update();
    } catch (DuplicateKeyException e) {
      throw inUse().asException();
    }
    if (rows != 1) {
      throw new IllegalStateException("the idempotency key was not kept");
    }
  }

  private static String context(IdempotencyKey key, String value) {
    return String.join("\n", "answer", key.owner(), Boolean.toString(key.livemode()), value);
  }

  /** A stored or fresh answer as it is sent. */
  public static ResponseEntity<String> answer(
      int status, String body, boolean replayed, @Nullable String etag) {
    ResponseEntity.BodyBuilder builder =
        ResponseEntity.status(status)
            .contentType(
                status >= 400 ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
    if (replayed) {
      builder.header("Idempotent-Replayed", "true");
    }
    if (etag != null) {
      builder.eTag(etag);
    }
    return builder.body(body);
  }

  private record StoredAnswer(String fingerprint, int status, String body) {}

  private record Outcome(StoredAnswer answer, boolean replayed) {}
}
