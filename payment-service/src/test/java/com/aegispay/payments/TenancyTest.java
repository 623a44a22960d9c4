package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.starter.tenant.MerchantRows;
import com.aegispay.testkit.Door.Answer;
import com.aegispay.testkit.ShardingRules;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** One merchant never sees another's data: not through any endpoint, and not by any statement. */
class TenancyTest {

  /** Read before the merchant is known; each node has a copy. */
  private static final Set<String> COPIED = Set.of("known_keys", "flyway_schema_history");

  /** The consumer's own bookkeeping: no statement on behalf of a merchant reads or writes it. */
  private static final Set<String> BOOKKEEPING = Set.of("inbox_positions", "dead_letters");

  private static final Pattern ID =
      Pattern.compile("\\b(?:pay|att|re|tok|evt)_[0-9A-Za-z]{20,}\\b");

  private final Merchant ada = Served.newMerchant();
  private final Merchant eve = Served.newMerchant();

  @Test
  void everyTableWithAMerchantsRowsIsUnderForcedRowLevelSecurity() {
    List<String> open =
        Served.database()
            .sql(
                """
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'payment'::regnamespace and c.relkind in ('r', 'p')
                  and a.attname = 'merchant_id' and not (c.relrowsecurity and c.relforcerowsecurity)
                """)
            .query(String.class)
            .list();
    assertThat(open).containsExactlyInAnyOrderElementsOf(exceptions());
  }

  private static Set<String> exceptions() {
    Set<String> exceptions = new LinkedHashSet<>(BOOKKEEPING);
    exceptions.add("known_keys");
    return exceptions;
  }

  @Test
  void neitherTheServiceNorTheWorkerCanBypassIt() {
    List<String> roles =
        Served.database()
            .sql(
                """
                select rolname from pg_roles r
                where rolname in ('payment_service', 'payment_worker')
                  and not rolsuper and not rolbypassrls and not rolcreaterole
                  and not exists (select from pg_auth_members m where m.member = r.oid)
                  and not exists (
                    select from pg_class c
                    where c.relowner = r.oid and c.relnamespace = 'payment'::regnamespace)
                """)
            .query(String.class)
            .list();
    assertThat(roles).containsExactlyInAnyOrder("payment_service", "payment_worker");
  }

  @Test
  void theSchemaDistributesByMerchantAsItIs() throws SQLException {
    assertThat(ShardingRules.violations(Served.testDatabase(), COPIED)).isEmpty();
  }

  @Test
  void eventsAreOnlyEverAdded() {
    List<String> granted =
        Served.database()
            .sql(
                """
                select distinct grantee || ' ' || privilege_type
                from information_schema.role_table_grants
                where table_schema = 'payment' and table_name = 'payment_events'
                  and grantee not in ('payment_owner', 'postgres')
                  and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
                """)
            .query(String.class)
            .list();
    assertThat(granted).isEmpty();
  }

  /** Every statement that a merchant's own transaction could be made to run. */
  @Test
  void noStatementInOneMerchantsNameReachesAnothersRows() {
    lively(ada);
    List<String> tables = tables();
    Map<String, String> before = contents(ada);
    MerchantRows rows = Served.bean(MerchantRows.class);
    Random random = new Random(20_261);
    for (int i = 0; i < 400; i++) {
      String table = tables.get(random.nextInt(tables.size()));
      String statement = statement(table, random);
      try {
        List<Long> found =
            rows.query(eve.id(), statement, (row, _) -> row.getLong(1), parameters(statement));
        assertThat(found).as(statement).containsOnly(0L);
      } catch (DataAccessException e) {
        assertThat(e.getMostSpecificCause().getMessage())
            .as(statement)
            .containsAnyOf("row-level security", "permission denied", "GENERATED ALWAYS");
      }
    }
    assertThat(contents(ada)).isEqualTo(before);
  }

  private String statement(String table, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> "select count(*) from " + table + " where merchant_id = ?";
      case 1 -> "select count(*) from " + table + " where merchant_id <> '" + eve.id() + "'";
      case 2 -> "select count(*) from " + table + " where merchant_id || '' like '%' || ? || '%'";
      case 3 ->
          "with d as (delete from "
              + table
              + " where merchant_id = ? returning 1) select count(*) from d";
      case 4 ->
          "with u as (update "
              + table
              + " set merchant_id = '"
              + eve.id()
              + "' where merchant_id = ? returning 1) select count(*) from u";
      case 5 ->
          "with i as (insert into "
              + table
              + " select * from "
              + table
              + " where merchant_id = ? returning 1) select count(*) from i";
      default ->
          "select count(*) from "
              + table
              + " a join payments b on true where a.merchant_id = ? or b.merchant_id = '"
              + ada.id()
              + "'";
    };
  }

  private Object[] parameters(String statement) {
    return statement.contains("?") ? new Object[] {ada.id()} : new Object[0];
  }

  /**
   * The driver treats a statement otherwise once it has prepared it: the telling must still hold.
   */
  @Test
  void whatAMerchantReadsIsThereEveryTimeItIsRead() {
    lively(ada);
    lively(eve);
    List<String> reads =
        List.of(
            "/v1/payments",
            "/v1/payments?status=authorized",
            "/v1/payments?created_gte=2020-01-01T00:00:00Z&created_lt=2999-01-01T00:00:00Z",
            "/v1/refunds",
            "/v1/events");
    for (int i = 0; i < 25; i++) {
      for (String read : reads) {
        for (Merchant merchant : List.of(ada, eve)) {
          assertThat(merchant.get(read).body().at("/data").size())
              .as("%s, time %s", read, i)
              .isPositive();
        }
      }
    }
  }

  @Test
  void aRowInAnothersNameCannotBeWritten() {
    MerchantRows rows = Served.bean(MerchantRows.class);
    assertThatThrownBy(
            () ->
                rows.update(
                    eve.id(),
                    """
                    insert into refunds (merchant_id, refund_id, payment_id, livemode, object)
                    values (?, 're_x', 'pay_x', false, '{}')
                    """,
                    ada.id()))
        .rootCause()
        .hasMessageContaining("row-level security");
  }

  @Test
  void aStatementThatTellsNoMerchantSeesNothing() {
    lively(ada);
    JdbcClient plain = Served.bean(JdbcClient.class);
    for (String table : tables()) {
      assertThat(plain.sql("select count(*) from " + table).query(Long.class).single())
          .as(table)
          .isZero();
    }
  }

  /** Every endpoint there is, so that a new one is asked too. */
  @Test
  void noEndpointTellsOrChangesAnythingOfAnotherMerchant() {
    lively(ada);
    lively(eve);
    Set<String> secrets = idsOf(ada);
    Map<String, String> before = contents(ada);
    List<String> asked = new ArrayList<>();
    for (Endpoint endpoint : endpoints()) {
      for (String id : secrets) {
        Answer answer = ask(endpoint, id);
        asked.add(endpoint.method() + " " + endpoint.path());
        Set<String> told = ids(answer.http().body());
        told.remove(id);
        assertThat(told).as("%s of %s", endpoint, id).doesNotContainAnyElementsOf(secrets);
        if (endpoint.path().contains("{")) {
          assertThat(answer.status()).as("%s of %s", endpoint, id).isBetween(400, 499);
        }
      }
    }
    assertThat(contents(ada)).isEqualTo(before);
    assertThat(asked).contains("GET /v1/payments/{id}", "POST /v1/payments/{id}/refunds");
  }

  private record Endpoint(String method, String path) {}

  private static List<Endpoint> endpoints() {
    return Served.beanNamed("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(
            info ->
                info.getPatternValues().stream()
                    .filter(path -> path.startsWith("/v1/"))
                    .flatMap(
                        path ->
                            methods(info.getMethodsCondition().getMethods())
                                .map(method -> new Endpoint(method, path))))
        .toList();
  }

  private static Stream<String> methods(Set<RequestMethod> methods) {
    return methods.stream().map(RequestMethod::name);
  }

  /** With another's id wherever an id may stand. */
  private Answer ask(Endpoint endpoint, String id) {
    String path = endpoint.path().replaceAll("\\{[a-z_A-Z]+}", id);
    if (endpoint.method().equals("GET")) {
      String query =
          switch (endpoint.path()) {
            case "/v1/events" -> "?after=" + id;
            case "/v1/refunds" -> "?payment=" + id;
            case "/v1/payments" -> "?starting_after=" + id;
            default -> "";
          };
      return eve.get(path + query);
    }
    String body =
        endpoint.path().equals("/v1/payments")
            ? """
              {"amount": 1000, "currency": "EUR", "payment_method": {"type": "card", "token": "%s"}}
              """
                .formatted(id)
            : "{}";
    return eve.change(path, body);
  }

  /** A merchant of whom there is something in every table. */
  private static void lively(Merchant merchant) {
    String paid = merchant.pay(Served.order("4242424242424242")).text("/id");
    assertThat(merchant.change("/v1/payments/" + paid + "/refunds", "{\"amount\": 1}").status())
        .isEqualTo(201);
    assertThat(merchant.pay(Served.order("4242424242424242", "manual")).status()).isEqualTo(201);
  }

  private static Set<String> idsOf(Merchant merchant) {
    Set<String> ids = new LinkedHashSet<>();
    for (String path : List.of("/v1/payments", "/v1/refunds", "/v1/events?limit=100")) {
      ids.addAll(ids(merchant.get(path).http().body()));
    }
    assertThat(ids).hasSizeGreaterThan(10);
    return ids;
  }

  private static Set<String> ids(String text) {
    Set<String> ids = new LinkedHashSet<>();
    Matcher found = ID.matcher(text);
    while (found.find()) {
      ids.add(found.group());
    }
    return ids;
  }

  private static List<String> tables() {
    return Served.database()
        .sql(
            """
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'payment'::regnamespace and c.relkind in ('r', 'p')
              and a.attname = 'merchant_id'
            """)
        .query(String.class)
        .list()
        .stream()
        .filter(table -> !exceptions().contains(table))
        .toList();
  }

  /** All rows of a merchant, table by table, as the superuser sees them. */
  private static Map<String, String> contents(Merchant merchant) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String table : tables()) {
      contents.put(
          table,
          Served.database()
              .sql(
                  "select coalesce(string_agg(t::text, e'\\n' order by t::text), '') from "
                      + table
                      + " t where merchant_id = ?")
              .param(merchant.id())
              .query(String.class)
              .single());
    }
    return contents;
  }
}
