package com.aegispay.merchants.merchant;

import com.aegispay.merchants.change.Change;
import com.aegispay.merchants.change.Changes;
import com.aegispay.merchants.change.Fact;
import com.aegispay.merchants.key.ApiKeyView;
import com.aegispay.merchants.key.IssueKey;
import com.aegispay.merchants.key.NewKey;
import com.aegispay.starter.id.Ids;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes a merchant with its first test key. */
@Component
class CreateMerchant {

  private final Merchants merchants;
  private final IssueKey issueKey;
  private final Changes changes;
  private final Ids ids;
  private final InstantSource clock;

  CreateMerchant(
      Merchants merchants, IssueKey issueKey, Changes changes, Ids ids, InstantSource clock) {
    this.merchants = merchants;
    this.issueKey = issueKey;
    this.changes = changes;
    this.ids = ids;
    this.clock = clock;
  }

  /** Within the transaction of the request. */
  MerchantView create(NewMerchant wanted) {
    String id = ids.next("mer");
    MerchantView merchant =
        merchants
            .saveAndFlush(new Merchant(id, wanted, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .view();
    return changes.of(
        id,
        () -> {
          Change<ApiKeyView> key = issueKey.issue(NewKey.first(id));
          List<Fact> facts = new ArrayList<>();
          facts.add(MerchantData.created(merchant));
          facts.addAll(key.facts());
          return new Change<>(merchant.with(key.result()), facts);
        });
  }
}
