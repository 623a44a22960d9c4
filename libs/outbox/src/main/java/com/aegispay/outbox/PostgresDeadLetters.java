package com.aegispay.outbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code dead_letters}. */
final class PostgresDeadLetters implements DeadLetters {

  /**
   * An open letter with what is needed to apply it.
   *
   * @param event null when the record is no event of ours and cannot be applied at all
   */
  record Open(String id, String merchantId, @Nullable ReceivedEvent event) {}

  private static final String BURY =
      """
      insert into dead_letters (merchant_id, topic, "partition", record_offset, subject, sequence,
        event_id, type, version, body, traceparent, error)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  private static final String FIRST_OPEN =
      """
      select id, topic, "partition", record_offset, event_id, type, version, sequence, body, traceparent
      from dead_letters
      where merchant_id = ? and topic = ? and subject = ? and resolved_at is null
      order by record_offset limit 1
      """;

  private final JdbcClient jdbc;

  PostgresDeadLetters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void bury(DeadLetter letter) {
    ReceivedEvent event = letter.event();
    jdbc.sql(BURY)
        .param(letter.merchantId())
        .param(letter.topic())
        .param(letter.partition())
        .param(letter.offset())
        .param(letter.subject())
        .param(event == null ? null : event.sequence())
        .param(event == null ? null : event.id())
        .param(event == null ? null : event.type())
        .param(event == null ? null : event.version())
        .param(letter.body())
        .param(event == null ? null : event.traceparent())
        .param(letter.error())
        .update();
  }

  /** The subjects of the open letters that are meant. */
  List<Subject> subjects(LetterChoice choice) {
    return jdbc.sql(
            "select distinct merchant_id, topic, subject from dead_letters where resolved_at is null"
                + LetterChoice.CONDITION
                + " order by merchant_id, topic, subject")
        .params(choice.parameters())
        .query((row, _) -> new Subject(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** The letter that holds up the subject. */
  Optional<Open> first(Subject subject) {
    return jdbc.sql(FIRST_OPEN)
        .params(subject.merchantId(), subject.topic(), subject.id())
        .query(
            (row, _) ->
                new Open(
                    row.getString("id"),
                    subject.merchantId(),
                    row.getString("event_id") == null
                        ? null
                        : new ReceivedEvent(
                            row.getString("topic"),
                            row.getInt("partition"),
                            row.getLong("record_offset"),
                            subject.id(),
                            row.getString("event_id"),
                            row.getString("type"),
                            row.getInt("version"),
                            row.getLong("sequence"),
                            subject.merchantId(),
                            row.getString("body"),
                            row.getString("traceparent"))))
        .optional();
  }

  @Override
  public boolean resolve(String merchantId, String id, String resolution) {
    return jdbc.sql(
                "update dead_letters set resolved_at = now(), resolution = ?"
                    + " where merchant_id = ? and id = ? and resolved_at is null")
            .params(resolution, merchantId, id)
            .update()
        == 1;
  }

  void failedAgain(Open letter, String error) {
    int _ =
        jdbc.sql(
                "update dead_letters set error = ? where merchant_id = ? and id = ? and resolved_at is null")
            .params(error, letter.merchantId(), letter.id())
            .update();
  }

  /** Closes the letters that are meant, unapplied; answers how many. */
  int discard(LetterChoice choice, String reason) {
    return jdbc.sql(
            "update dead_letters set resolved_at = now(), resolution = :reason"
                + " where resolved_at is null"
                + LetterChoice.CONDITION)
        .params(choice.parameters())
        .param("reason", "discarded: " + reason)
        .update();
  }

  long open() {
    return jdbc.sql("select count(*) from dead_letters where resolved_at is null")
        .query(Long.class)
        .single();
  }
}
