package com.aegispay.starter.operations;

import com.aegispay.outbox.LetterChoice;
import com.aegispay.outbox.Replays;
import com.aegispay.outbox.Replays.Outcome;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events that this service could not apply: see, replay and discard them. */
@RestController
@RequestMapping("/v1/operations/${spring.application.name}/dead_letters")
public final class DeadLettersApi {

  private final JdbcClient jdbc;
  private final Replays replays;

  public DeadLettersApi(JdbcClient jdbc, Replays replays) {
    this.jdbc = jdbc;
    this.replays = replays;
  }

  /** The letters that are open, or those that are resolved; newest first. */
  @GetMapping
  Listing<LetterResource> list(
      Caller.Operator caller,
      ListQuery query,
      @RequestParam(defaultValue = "false") boolean resolved,
      @RequestParam(required = false) @Nullable String merchant,
      @RequestParam(required = false) @Nullable String topic,
      @RequestParam(required = false) @Nullable String subject) {
    List<LetterResource> rows =
        jdbc.sql(
                "select * from dead_letters where (resolved_at is not null) = :resolved"
                    + LetterChoice.CONDITION
                    + query.sql("id"))
            .params(new LetterChoice(null, merchant, topic, subject).parameters())
            .param("resolved", resolved)
            .param("cursor", query.cursor())
            .query(DeadLettersApi::letter)
            .list();
    return Listing.of(query, rows);
  }

  /** At least one of them. A letter is replayed with those before it in its subject. */
  record Chosen(
      @Nullable String id,
      @Nullable String merchant,
      @Nullable String topic,
      @Nullable String subject) {

    LetterChoice choice() {
      if (id == null && merchant == null && topic == null && subject == null) {
        throw Problem.ofParam(
                ProblemCode.PARAMETER_MISSING,
                "id",
                "Say which letters are meant: id, merchant, topic or subject.")
            .asException();
      }
      return new LetterChoice(id, merchant, topic, subject);
    }
  }

  /** Applies the chosen subjects' letters; 409 with the new errors when some failed again. */
  @PostMapping("/replay")
  Map<String, Object> replay(Caller.Operator caller, @RequestBody Chosen chosen) {
    Outcome outcome = replays.replay(chosen.choice());
    if (outcome.failed().isEmpty()) {
      return Map.of("object", "dead_letter_replay", "applied", outcome.applied());
    }
    List<Problem.Invalid> errors =
        outcome.failed().stream()
            .map(
                failed ->
                    new Problem.Invalid(
                        failed.id(), "failed_again", failed.subject() + ": " + failed.error()))
            .toList();
    throw new Problem(
            ProblemCode.STATE_CONFLICT,
            "%d letters were applied; the letters named in errors failed again and hold up their subjects. Mend the cause and replay, or discard them."
                .formatted(outcome.applied()),
            null,
            null,
            null,
            errors,
            0)
        .asException();
  }

  record Discard(
      @Nullable String id,
      @Nullable String merchant,
      @Nullable String topic,
      @Nullable String subject,
      String reason) {}

  /** Closes the chosen letters without their effect, for a reason that is kept. */
  @PostMapping("/discard")
  Map<String, Object> discard(Caller.Operator caller, @RequestBody Discard discard) {
    String reason = DiscardReason.of(discard.reason(), "why the letters need no effect");
    Chosen chosen =
        new Chosen(discard.id(), discard.merchant(), discard.topic(), discard.subject());
    return Map.of(
        "object", "dead_letter_discard", "discarded", replays.discard(chosen.choice(), reason));
  }

  private static LetterResource letter(ResultSet row, int number) throws SQLException {
    return new LetterResource(
        row.getString("id"),
        "dead_letter",
        row.getString("merchant_id"),
        row.getString("topic"),
        row.getInt("partition"),
        row.getLong("record_offset"),
        row.getString("subject"),
        row.getObject("sequence", Long.class),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("error"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getObject("resolved_at") == null
            ? null
            : row.getObject("resolved_at", OffsetDateTime.class).toInstant(),
        row.getString("resolution"));
  }
}
