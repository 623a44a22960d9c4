package com.aegispay.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloorScriptTest {

  private static final String LOG =
      """
      @payment_service LOG:  execute <unnamed>: select set_config('aegispay.merchant', $1, true)
      @payment_service DETAIL:  Parameters: $1 = 'mer_1'
      @outbox_relay LOG:  execute S_2: select 1
      @payment_service LOG:  execute S_3: insert into t (id, note, several, gone)
      \tvalues ($1, $2, $3::text[], $4)
      @payment_service DETAIL:  Parameters: $1 = 'pay_01KABCDEFGHJKMNPQRSTVWXYZ0', $2 = 'it''s', $3 = '{evt_01KABCDEFGHJKMNPQRSTVWXYZ1,NULL}', $4 = NULL
      """;

  @Test
  void reads_the_statements_of_one_role_with_their_parameters() {
    List<Logged> statements = Logged.read(LOG, "payment_service");
    assertThat(statements).hasSize(2);
    assertThat(statements.getLast().sql())
        .isEqualTo("insert into t (id, note, several, gone)\nvalues ($1, $2, $3::text[], $4)");
    assertThat(statements.getLast().parameters())
        .containsExactly(
            "pay_01KABCDEFGHJKMNPQRSTVWXYZ0",
            "it's",
            "{evt_01KABCDEFGHJKMNPQRSTVWXYZ1,NULL}",
            null);
  }

  @Test
  void every_payment_of_the_floor_gets_ids_of_its_own_and_tells_the_merchant_on_the_way() {
    var script = FloorScript.of(Logged.read(LOG, "payment_service"));
    assertThat(script.text())
        .isEqualTo(
            """
            \\set n :n + 1
            \\set f0 1000000000000000000 + :client_id * 1000000000000 + :n
            \\set f1 2000000000000000000 + :client_id * 1000000000000 + :n
            \\startpipeline
            select set_config('aegispay.merchant', :v1, true);
            insert into t (id, note, several, gone)
            values (:f0, :v2, array[:f1, null]::text[], null);
            \\endpipeline
            """);
    assertThat(script.values())
        .containsEntry("v1", "mer_1")
        .containsEntry("v2", "it's")
        .containsEntry("n", "0");
    assertThat(script.statements()).isEqualTo(1);
  }
}
