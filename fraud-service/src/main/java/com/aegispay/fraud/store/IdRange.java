package com.aegispay.fraud.store;

import com.aegispay.starter.http.ListQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/** A page of entities as a range of their time-ordered ids. */
public final class IdRange {

  private IdRange() {}

  /** At most one row more than the limit, next to the cursor first. */
  public static <T> List<T> read(
      JpaSpecificationExecutor<T> all, Specification<T> which, ListQuery query) {
    Specification<T> range =
        (row, _, where) ->
            query.startingAfter() != null
                ? where.lessThan(row.get("id"), query.cursor())
                : query.endingBefore() != null
                    ? where.greaterThan(row.get("id"), query.cursor())
                    : where.conjunction();
    Sort order = Sort.by(query.backwards() ? Sort.Direction.ASC : Sort.Direction.DESC, "id");
    return all.findBy(
        which.and(range), found -> found.sortBy(order).limit(query.limit() + 1).all());
  }

  /** Rows whose attribute has the value; every row where no value is asked for. */
  public static <T> Specification<T> having(String attribute, @Nullable Object value) {
    return (row, _, where) ->
        value == null ? where.conjunction() : where.equal(row.get(attribute), value);
  }
}
