package com.aegispay.outbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those that fit everything that is given.
 *
 * @param id {@code dl_...}
 */
public record LetterChoice(
    @Nullable String id,
    @Nullable String merchant,
    @Nullable String topic,
    @Nullable String subject) {

  /** Over the columns of {@code dead_letters}, with {@link #parameters} by name. */
  public static final String CONDITION =
      """
       and (:id::text is null or id = :id) and (:merchant::text is null or merchant_id = :merchant)
       and (:topic::text is null or topic = :topic) and (:subject::text is null or subject = :subject)
      """;

  public Map<String, @Nullable String> parameters() {
    Map<String, @Nullable String> parameters = new HashMap<>();
    parameters.put("id", id);
    parameters.put("merchant", merchant);
    parameters.put("topic", topic);
    parameters.put("subject", subject);
    return parameters;
  }
}
