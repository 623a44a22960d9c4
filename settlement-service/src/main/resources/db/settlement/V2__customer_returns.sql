-- What was given back outside a payment's money can come back: the customer is owed it until it is given back anew.
alter table entries drop constraint entries_kind_check, add constraint entries_kind_check
  check (kind in ('charge', 'refund', 'refund_failure', 'return', 'return_reversed', 'settlement', 'payout'));
alter table postings drop constraint postings_account_check, add constraint postings_account_check
  check (account ~ '^(gateway_receivable:.+|merchant_pending|merchant_payable|merchant_payout|customer_returns|platform_fees)$');
