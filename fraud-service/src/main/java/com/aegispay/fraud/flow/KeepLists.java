package com.aegispay.fraud.flow;

import com.aegispay.fraud.rules.ListedKind;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.store.IdRange;
import com.aegispay.fraud.store.ListEntries;
import com.aegispay.fraud.store.ListEntry;
import com.aegispay.fraud.store.ListEntry.Terms;
import com.aegispay.fraud.store.RuleBooks;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.id.Ids;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.transaction.support.TransactionTemplate;

/** Blocks and allows values for a merchant, or as an operator for all. */
public final class KeepLists {

  /** A rule book is kept in memory whole. */
  public static final int MAX_ENTRIES = 10_000;

  private final ListEntries entries;
  private final RuleBooks books;
  private final TransactionTemplate transaction;
  private final Ids ids;
  private final InstantSource clock;

  public KeepLists(
      ListEntries entries,
      RuleBooks books,
      TransactionTemplate transaction,
      Ids ids,
      InstantSource clock) {
    this.entries = entries;
    this.books = books;
    this.transaction = transaction;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of a value that was to be listed. */
  public sealed interface Adding {
    record Added(ListEntry entry) implements Adding {}

    record AlreadyListed(String id) implements Adding {}

    record ListsFull() implements Adding {}
  }

  public List<ListEntry> page(
      Scope scope, @Nullable ListedKind kind, @Nullable String action, ListQuery query) {
    Specification<ListEntry> which =
        mine(scope)
            .and(IdRange.having("kind", kind == null ? null : kind.toString()))
            .and(IdRange.having("action", action));
    return IdRange.read(entries, which, query);
  }

  public Optional<ListEntry> find(Scope scope, String id) {
    return entries.findOne(mine(scope).and(IdRange.having("id", id)));
  }

  /**
   * Lists a value.
   *
   * @param value canonical
   */
  public Adding add(Scope scope, ListedKind kind, String value, Terms terms) {
    Specification<ListEntry> same =
        mine(scope)
            .and(IdRange.having("kind", kind.toString()))
            .and(IdRange.having("value", value));
    Adding adding =
        transaction.execute(
            _ -> {
              Optional<ListEntry> listed = entries.findOne(same);
              if (listed.isPresent()) {
                return new Adding.AlreadyListed(listed.get().id());
              }
              if (entries.count(mine(scope)) >= MAX_ENTRIES) {
                return new Adding.ListsFull();
              }
              books.changed(scope);
              return new Adding.Added(
                  entries.saveAndFlush(
                      new ListEntry(ids.next("fle"), scope, kind, value, terms, clock.instant())));
            });
    if (adding == null) {
      throw new IllegalStateException("a transaction without a result");
    }
    return adding;
  }

  public Optional<ListEntry> change(Scope scope, String id, UnaryOperator<Terms> change) {
    Optional<ListEntry> changed =
        transaction.execute(
            _ ->
                find(scope, id)
                    .map(
                        entry -> {
                          entry.change(change.apply(entry.terms()));
                          books.changed(scope);
                          return entries.saveAndFlush(entry);
                        }));
    return changed == null ? Optional.empty() : changed;
  }

  /** Whether there was such an entry. */
  public boolean remove(Scope scope, String id) {
    Boolean removed =
        transaction.execute(
            _ -> {
              Optional<ListEntry> entry = find(scope, id);
              entry.ifPresent(entries::delete);
              books.changed(scope);
              return entry.isPresent();
            });
    return Boolean.TRUE.equals(removed);
  }

  private static Specification<ListEntry> mine(Scope scope) {
    return IdRange.<ListEntry>having("merchantId", scope.merchantId())
        .and(IdRange.having("livemode", scope.livemode()));
  }
}
