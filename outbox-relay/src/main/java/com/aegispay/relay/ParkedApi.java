package com.aegispay.relay;

import com.aegispay.outbox.Trouble;
import com.aegispay.relay.ParkedRows.Parked;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.operations.DiscardReason;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rows that Kafka refused: see, replay and discard them. Any replica answers. */
@RestController
@RequestMapping("/v1/operations/outbox-relay/parked")
final class ParkedApi {
  private static final Logger log = LoggerFactory.getLogger(ParkedApi.class);

  private final RelayProperties properties;

  ParkedApi(RelayProperties properties) {
    this.properties = properties;
  }

  @FunctionalInterface
  private interface Work<T> {
    T in(ParkedRows rows);
  }

  /** The rows that wait for an operator, or those that were discarded, by source and id. */
  @GetMapping
  Listing<Parked> list(
      Caller.Operator caller,
      ListQuery query,
      @RequestParam(defaultValue = "false") boolean discarded) {
    List<Parked> rows = new ArrayList<>();
    for (String source : properties.sources().keySet()) {
      rows.addAll(in(source, parked -> parked.list(query, discarded)));
    }
    Comparator<Parked> order = Comparator.comparing(Parked::id);
    rows.sort(query.backwards() ? order : order.reversed());
    return Listing.of(query, rows.stream().limit(query.limit() + 1L).toList());
  }

  record Replay(String id) {}

  /** Moves a row back into its outbox, and with it whatever else of its subject is parked. */
  @PostMapping("/replay")
  Map<String, Object> replay(Caller.Operator caller, @RequestBody Replay replay) {
    int moved = found(in(sourceOf(replay.id()), parked -> parked.replay(replay.id())));
    log.info("{} parked rows go back into their outbox", moved);
    return Map.of("object", "parked_row_replay", "moved", moved);
  }

  record Discard(String id, String reason) {}

  /** Gives a row up for a reason that is kept; its subject goes on behind the gap. */
  @PostMapping("/discard")
  Map<String, Object> discard(Caller.Operator caller, @RequestBody Discard discard) {
    String reason = DiscardReason.of(discard.reason(), "why the event need not be published");
    int discarded =
        found(in(sourceOf(discard.id()), parked -> parked.discard(discard.id(), reason)));
    return Map.of("object", "parked_row_discard", "discarded", discarded);
  }

  /** A row's id names its source: {@code prk_<source>-<number>}. */
  private String sourceOf(String id) {
    return properties.sources().keySet().stream()
        .filter(source -> id != null && id.startsWith("prk_" + source + "-"))
        .findFirst()
        .orElseThrow(ParkedApi::unknown);
  }

  private static int found(int rows) {
    if (rows == 0) {
      throw unknown();
    }
    return rows;
  }

  private static RuntimeException unknown() {
    return Problem.missing("parked row", "").asException();
  }

  private <T> T in(String source, Work<T> work) {
    RelayProperties.Source address = properties.sources().get(source);
    if (address == null) {
      throw unknown();
    }
    try (ParkedRows rows = ParkedRows.of(source, address)) {
      return work.in(rows);
    } catch (SQLException e) {
      log.warn("{} does not answer: {}", source, Trouble.describe(e));
      throw Problem.of(
              ProblemCode.UNAVAILABLE,
              "The database of %s does not answer; try again soon.".formatted(source))
          .retryAfter(1)
          .asException();
    }
  }
}
