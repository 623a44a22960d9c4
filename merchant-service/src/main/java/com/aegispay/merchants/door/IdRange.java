package com.aegispay.merchants.door;

import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;

/**
 * A page of a list as a range of ids, for a Spring Data query.
 *
 * @param above ids are greater
 * @param below ids are smaller
 * @param limit one row more than the page has, to know whether there are more
 */
public record IdRange(String above, String below, Sort sort, Limit limit) {

  private static final String BEFORE_ALL = "";

  /** Ids are lower-case letters, an underscore, and digits or upper-case letters. */
  private static final String AFTER_ALL = "zzzz";

  /**
   * The range of a query.
   *
   * @param prefix of the ids in the list
   * @param idProperty the entity's property to sort by
   */
  public static IdRange of(ListQuery query, String prefix, String idProperty) {
    String after = checked(query.startingAfter(), "starting_after", prefix, AFTER_ALL);
    String before = checked(query.endingBefore(), "ending_before", prefix, BEFORE_ALL);
    Sort ascending = Sort.by(idProperty);
    return new IdRange(
        before,
        after,
        query.backwards() ? ascending : ascending.descending(),
        Limit.of(query.limit() + 1));
  }

  private static String checked(
      @Nullable String cursor, String param, String prefix, String otherwise) {
    if (cursor == null) {
      return otherwise;
    }
    if (!Ids.isId(prefix, cursor)) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID, param, param + " must be an id of this list.")
          .asException();
    }
    return cursor;
  }
}
