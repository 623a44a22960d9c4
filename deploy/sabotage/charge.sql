-- A gateway charges what nobody asked it for.
insert into sandbox.operations (gateway, attempt, kind, amount, currency, status, created_at)
  values ('sandbox_alpha', 'att_sabotage', 'charge', 100, 'EUR', 'approved', now())
