package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.testkit.Door.Answer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertsTest {

  private static final Path RULES = Path.of("../deploy/alerts/aegispay.rules.yaml");
  private static final Pattern MINE = Pattern.compile("aegispay_(attempts|duties)_[a-z_]+");

  @Test
  void everyMetricThatAnAlertOnDoubtNamesIsOneThatTheServiceHas() throws IOException {
    var named =
        MINE.matcher(Files.readString(RULES))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    var known =
        Served.bean(MeterRegistry.class).getMeters().stream()
            .map(Meter::getId)
            .map(id -> id.getName().replace('.', '_'))
            .collect(Collectors.toSet());
    assertThat(named)
        .contains("aegispay_attempts_oldest_unknown_seconds", "aegispay_attempts_unknown")
        .isSubsetOf(known);
  }

  @Test
  void anUnknownOutcomeIsCountedAndAges() {
    Answer doubted = Served.newMerchant().pay(Served.order("4000000000110041"));
    assertThat(doubted.status()).isEqualTo(202);
    Served.bean(Backlog.class).measure();
    MeterRegistry meters = Served.bean(MeterRegistry.class);
    assertThat(meters.get("aegispay.attempts.unknown").gauge().value()).isPositive();
  }
}
