package com.aegispay.payments.flow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an attempt without a known outcome is asked for.
 *
 * @param callMayTake how long a call may be under way before its attempt counts as abandoned by the
 *     process that made it; longer than any gateway's time-out
 * @param rungs the waits between inquiries; after the last, an operator decides
 * @param every how often the sweeper looks for attempts that are due
 */
@ConfigurationProperties(prefix = "aegispay.doubt", ignoreUnknownFields = false)
public record DoubtLadder(
    @DefaultValue("30s") Duration callMayTake,
    @DefaultValue({"5s", "30s", "2m", "10m", "1h", "6h", "24h"}) List<Duration> rungs,
    @DefaultValue("500ms") Duration every) {

  /** The wait before the first inquiry after a call without an answer, and so on by number. */
  Duration afterCall(int asked) {
    return rungs.get(Math.min(asked, rungs.size() - 1));
  }

  /** The wait after so many inquiries; empty when the ladder is at its end. */
  Optional<Duration> afterInquiry(int asked) {
    return asked < rungs.size() ? Optional.of(rungs.get(asked)) : Optional.empty();
  }
}
