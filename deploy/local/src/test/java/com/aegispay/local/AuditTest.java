package com.aegispay.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.audit.Audit;
import com.aegispay.audit.Finding;
import com.aegispay.audit.Options;
import com.aegispay.audit.Progress;
import com.aegispay.audit.Report;
import com.aegispay.audit.Sources;
import com.aegispay.local.demo.Demo;
import com.aegispay.servers.Durability;
import com.aegispay.servers.Roles;
import com.aegispay.servers.ServerPlan;
import com.aegispay.servers.Servers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The auditor on a merchant's day: it finds nothing while the platform runs; and then, with the
 * services stopped, everything that is broken by hand, and nothing else.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditTest {

  static final List<Breakage> BREAKAGES =
      Stream.concat(Breakage.ALL.stream(), Margins.NAMED.stream()).toList();
  static final List<Breakage> ACCEPTED = Margins.ACCEPTED;

  private static final Duration A_DAY_SETTLES_IN = Duration.ofSeconds(30);

  @TempDir static Path directory;

  private static final List<Report> MEANWHILE = new CopyOnWriteArrayList<>();

  private static Settings settings;
  private static Servers servers;
  private static Sources sources;
  private static Report clean;

  @BeforeAll
  static void playADayAndStopTheServices() throws Exception {
    settings = TestPlatform.settings(directory);
    Ports ports = settings.ports();
    sources =
        new Sources(
            "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + Settings.DATABASE,
            Roles.AUDITOR,
            settings.secrets().postgresRole(Roles.AUDITOR),
            Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka()));
    try (var platform = TestPlatform.of(settings, LocalApp.ALL, Routes.packaged())) {
      platform.start();
      Health.await(platform.serviceUris());
      var told = new ByteArrayOutputStream();
      boolean addsUp =
          Demo.play(
              URI.create("http://127.0.0.1:" + ports.frontDoor()),
              settings.secrets().operatorKey(),
              auditedBetweenSteps(told));
      assertThat(addsUp).as(told.toString(UTF_8)).isTrue();
      Options settled = Options.ALL.patientFor(Duration.ZERO).settlingFor(A_DAY_SETTLES_IN);
      clean = Audit.run(sources, settled, Progress.SILENT);
    }
    servers =
        Servers.start(
            new ServerPlan(
                directory,
                ports.postgres(),
                ports.redis(),
                ports.kafka(),
                ports.kafkaController(),
                settings.secrets().postgresAdmin(),
                Durability.FORGOTTEN));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  @Order(1)
  void a_day_that_adds_up_has_no_violation_and_every_check_had_something_to_look_at() {
    assertThat(clean.exitCode()).as(clean.text()).isZero();
    assertThat(clean.findings().stream().filter(finding -> finding.looked() == 0))
        .as(clean.text())
        .extracting(Finding::check)
        .containsOnly("doubt", "events_parked", "dead_letters");
    assertThat(clean.underWay().values()).as(clean.text()).containsOnly(0L);
  }

  @Test
  @Order(2)
  void what_is_under_way_is_no_violation() {
    assertThat(MEANWHILE).hasSizeGreaterThan(2);
    assertThat(MEANWHILE)
        .allSatisfy(report -> assertThat(report.exitCode()).as(report.text()).isZero());
  }

  @Test
  @Order(2)
  void a_window_finds_nothing_either() {
    Report report =
        Audit.run(
            sources,
            Options.ALL.lookingBack(Duration.ofMinutes(10)).patientFor(Duration.ZERO),
            Progress.SILENT);
    assertThat(report.exitCode()).as(report.text()).isZero();
    Report nothing =
        Audit.run(
            sources,
            Options.ALL.lookingBack(Duration.ofMillis(1)).patientFor(Duration.ZERO),
            Progress.SILENT);
    assertThat(nothing.exitCode()).as(nothing.text()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("BREAKAGES")
  @Order(3)
  void what_is_broken_by_hand_is_named(Breakage breakage) throws SQLException {
    whileBroken(
        breakage,
        victim ->
            assertNamed(look(), clean, breakage.check(), breakage.also(), victim, breakage.what()));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("ACCEPTED")
  @Order(3)
  void what_is_no_violation_is_accepted(Breakage deed) throws SQLException {
    whileBroken(
        deed,
        victim -> {
          Report report = look();
          assertThat(fired(report, clean))
              .as(deed.what() + "\n" + report.text())
              .isEqualTo(new TreeSet<>(deed.also()))
              .doesNotContain(deed.check());
        });
  }

  /** Does the deed, looks, and puts back what it changed. */
  private static void whileBroken(Breakage breakage, Consumer<String> look) throws SQLException {
    try (Connection admin = admin()) {
      String victim = text(admin, breakage.victim());
      for (String table : breakage.tables()) {
        execute(admin, "create schema if not exists undo");
        execute(admin, "drop table if exists undo.\"%s\"".formatted(table));
        execute(admin, "create table undo.\"%s\" as table %s".formatted(table, table));
      }
      execute(admin, breakage.sql().replace(":id", "'" + victim + "'"));
      try {
        look.accept(victim);
      } finally {
        for (String table : breakage.tables()) {
          execute(
              admin,
              "delete from %s; insert into %s overriding system value table undo.\"%s\"; drop table undo.\"%s\""
                  .formatted(table, table, table, table));
        }
      }
    }
  }

  @Test
  @Order(4)
  void what_is_appended_to_kafka_by_hand_is_named() throws SQLException {
    List<ConsumerRecord<String, String>> payments = payments();
    ConsumerRecord<String, String> last = payments.getLast();
    ConsumerRecord<String, String> first =
        payments.stream()
            .filter(record -> record.key().equals(last.key()))
            .findFirst()
            .orElseThrow();
    Report before = look();
    before =
        appended(copy(last, last.value()), before, "events_twice", List.of(), "a record twice");
    before =
        appended(
            copy(first, first.value()),
            before,
            "events_order",
            List.of("events_twice"),
            "an old record again");
    before =
        appended(
            copy(last, "{}"), before, "events_altered", List.of(), "a record with another value");
    ProducerRecord<String, String> foreign =
        new ProducerRecord<>("payments", null, "pay_nobody", last.value(), last.headers());
    before =
        appended(
            foreign,
            before,
            "events_foreign",
            List.of("events_twice", "events_gaps"),
            "a record of a payment that is none");
    var noEvent = new ProducerRecord<>("payments", "pay_no_event", "no event");
    before = appended(noEvent, before, "events_foreign", List.of(), "a record that is no event");
    assertThat(before.exitCode()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void the_auditor_can_read_everything_but_cards_and_write_nothing() throws SQLException {
    try (Connection auditor =
        DriverManager.getConnection(sources.url(), sources.username(), sources.password())) {
      assertThat(
              text(
                  auditor,
                  """
                  select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                  where c.relkind = 'r' and n.nspname in ('merchant', 'payment', 'fraud', 'settlement', 'notification', 'analytics', 'sandbox')
                    and (has_table_privilege(c.oid, 'select') = (n.nspname = 'payment' and c.relname = 'tokens') or has_table_privilege(c.oid, 'insert, update, delete, truncate'))
                  """))
          .isEqualTo("0");
    }
  }

  private static Report appended(
      ProducerRecord<String, String> record,
      Report before,
      String check,
      List<String> also,
      String what) {
    try (var producer =
        new KafkaProducer<>(sources.kafka(), new StringSerializer(), new StringSerializer())) {
      var _ = producer.send(record);
      producer.flush();
    }
    Report after = look();
    assertNamed(after, before, check, also, record.key(), what);
    return after;
  }

  private static ProducerRecord<String, String> copy(
      ConsumerRecord<String, String> record, String value) {
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.key(), value, record.headers());
  }

  private static List<ConsumerRecord<String, String>> payments() {
    var records = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer =
        new KafkaConsumer<>(sources.kafka(), new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("payments").stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Where the demo tells what it does; each of its steps leaves something under way. */
  private static PrintStream auditedBetweenSteps(ByteArrayOutputStream told) {
    return new PrintStream(told, true, UTF_8) {
      @Override
      public void println(String line) {
        super.println(line);
        if (line.startsWith("\n")) {
          MEANWHILE.add(Audit.run(sources, Options.ALL, Progress.SILENT));
        }
      }
    };
  }

  private static Report look() {
    return Audit.run(sources, Options.ALL.patientFor(Duration.ZERO), Progress.SILENT);
  }

  /**
   * The checks that find more than before are the expected ones, and the meant one names the id.
   */
  private static void assertNamed(
      Report report, Report before, String check, Collection<String> also, String id, String what) {
    var expected = new TreeSet<>(also);
    expected.add(check);
    SortedSet<String> fired = fired(report, before);
    System.out.printf("%-18s %-62s %s%n", check, what, fired);
    assertThat(fired).as(what + "\n" + report.text()).isEqualTo(expected);
    assertThat(
            report.findings().stream()
                .filter(finding -> finding.check().equals(check))
                .flatMap(finding -> finding.shown().stream()))
        .as(what + "\n" + report.text())
        .anySatisfy(violation -> assertThat(violation.ids()).contains(id));
    assertThat(report.troubles()).isEmpty();
  }

  /** The checks that find more than before. */
  private static SortedSet<String> fired(Report report, Report before) {
    Map<String, Long> known =
        before.findings().stream().collect(Collectors.toMap(Finding::check, Finding::violations));
    return report.findings().stream()
        .filter(finding -> finding.violations() > known.getOrDefault(finding.check(), 0L))
        .map(Finding::check)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Connection admin() throws SQLException {
    Connection admin = servers.postgres().connectAsAdmin(Settings.DATABASE);
    // No trigger and no foreign key comes to the rescue.
    execute(admin, "set session_replication_role = replica");
    return admin;
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      assertThat(row.next()).as(sql).isTrue();
      return row.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
