package com.aegispay.settlement.ledger;

import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A journal entry: postings of one business fact in one currency, which sum to zero. Entries are
 * never changed; a mistake is corrected by another entry.
 *
 * @param source the object that it is about: {@code pay_}, {@code re_}, {@code set_}, {@code po_}
 * @param postings one for an account at most, none of zero
 */
public record Entry(
    Book book,
    EntryKind kind,
    String source,
    Cause cause,
    Instant occurredAt,
    List<Posting> postings) {

  public Entry {
    postings = List.copyOf(postings);
    if (postings.size() < 2) {
      throw new IllegalArgumentException("an entry has two sides at least: " + source);
    }
    Set<Account> accounts = new HashSet<>();
    Map<CurrencyCode, Money> sums = new HashMap<>();
    for (Posting posting : postings) {
      if (!accounts.add(posting.account())) {
        throw new IllegalArgumentException("two postings on " + posting.account().code());
      }
      sums.merge(posting.amount().currency(), posting.amount(), Money::plus);
    }
    if (sums.size() != 1) {
      throw new IllegalArgumentException("an entry has one currency: " + source);
    }
    if (!sums.values().iterator().next().isZero()) {
      throw new IllegalArgumentException("the entry does not balance: " + source + " " + sums);
    }
  }

  public CurrencyCode currency() {
    return postings.getFirst().amount().currency();
  }
}
