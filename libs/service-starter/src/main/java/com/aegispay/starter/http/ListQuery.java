package com.aegispay.starter.http;

import org.jspecify.annotations.Nullable;

/**
 * How much of a list, and from where. Ids are time-ordered, so a page is a range of ids and stays
 * the same while rows are inserted.
 *
 * @param limit 1 to 100
 * @param startingAfter an id: the page holds what is older
 * @param endingBefore an id: the page holds what is newer, nearest to it
 */
public record ListQuery(int limit, @Nullable String startingAfter, @Nullable String endingBefore) {

  /** Whether the rows next to the cursor are the newer ones, read in ascending order. */
  public boolean backwards() {
    return endingBefore != null;
  }

  /**
   * The condition and order of the page over a column of ids; the cursor is the named parameter
   * {@code cursor}. One row more than asked is read, to know whether there are more.
   */
  public String sql(String idColumn) {
    String condition =
        startingAfter != null
            ? " and " + idColumn + " < :cursor"
            : endingBefore != null ? " and " + idColumn + " > :cursor" : "";
    return condition
        + " order by "
        + idColumn
        + (backwards() ? " asc" : " desc")
        + " limit "
        + (limit + 1);
  }

  /** The cursor's id; empty where there is none, and then the SQL does not ask for it. */
  public String cursor() {
    return startingAfter != null ? startingAfter : endingBefore != null ? endingBefore : "";
  }
}
