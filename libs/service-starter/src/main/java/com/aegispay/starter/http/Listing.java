package com.aegispay.starter.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** A page of a list, newest first, as every list endpoint answers. */
@JsonPropertyOrder({"object", "data", "has_more"})
public record Listing<T>(String object, List<T> data, boolean hasMore) {

  /** The page from rows read with {@link ListQuery#sql}: at most one more than the limit. */
  public static <T> Listing<T> of(ListQuery query, List<T> rows) {
    boolean hasMore = rows.size() > query.limit();
    List<T> page = hasMore ? rows.subList(0, query.limit()) : rows;
    return new Listing<>("list", query.backwards() ? page.reversed() : page, hasMore);
  }
}
