package com.aegispay.starter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.starter.Tables;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages over the rows a1 to a9 of a table that has an id. */
class ListingTest {
  private static final JdbcClient JDBC = new Tables().jdbc();

  @BeforeAll
  static void nineRows() {
    IntStream.rangeClosed(1, 9).forEach(i -> insert("a" + i));
  }

  @Test
  void the_first_page_holds_the_newest() {
    assertThat(page(4, null, null)).isEqualTo(listing(true, "a9", "a8", "a7", "a6"));
  }

  @Test
  void pages_go_on_after_an_id_until_there_are_no_more() {
    assertThat(page(4, "a6", null)).isEqualTo(listing(true, "a5", "a4", "a3", "a2"));
    assertThat(page(4, "a2", null)).isEqualTo(listing(false, "a1"));
    assertThat(page(4, "a1", null)).isEqualTo(listing(false));
  }

  @Test
  void a_page_before_an_id_is_the_one_next_to_it_newest_first() {
    assertThat(page(3, null, "a4")).isEqualTo(listing(true, "a7", "a6", "a5"));
    assertThat(page(3, null, "a6")).isEqualTo(listing(false, "a9", "a8", "a7"));
  }

  @Test
  void a_page_of_exactly_all_rows_has_no_more() {
    assertThat(page(9, null, null).hasMore()).isFalse();
    assertThat(page(8, null, null).hasMore()).isTrue();
  }

  @Test
  void a_row_that_comes_in_between_moves_no_later_page() {
    Listing<String> before = page(4, "a6", null);
    insert("b1");
    try {
      assertThat(page(4, "a6", null)).isEqualTo(before);
      assertThat(page(1, null, "a9")).isEqualTo(listing(false, "b1"));
    } finally {
      assertThat(JDBC.sql("delete from known_keys where key_hash = 'b1'").update()).isOne();
    }
  }

  private static Listing<String> page(
      int limit, @Nullable String startingAfter, @Nullable String endingBefore) {
    ListQuery query = new ListQuery(limit, startingAfter, endingBefore);
    return Listing.of(
        query,
        JDBC.sql("select key_hash from known_keys where true" + query.sql("key_hash"))
            .param("cursor", query.cursor())
            .query(String.class)
            .list());
  }

  private static Listing<String> listing(boolean hasMore, String... ids) {
    return new Listing<>("list", List.of(ids), hasMore);
  }

  private static void insert(String id) {
    int rows =
        JDBC.sql(
                "insert into known_keys (key_hash, key_id, merchant_id, livemode, scopes)"
                    + " values (:id, :id, 'mer', false, '{*}')")
            .param("id", id)
            .update();
    assertThat(rows).isOne();
  }
}
