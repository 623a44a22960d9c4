-- A payment's answer is lost with its payment: what a merchant was told is gone.
delete from payment.payments where payment_id = (
  select payment_id from payment.payments where status in ('captured', 'completed') order by payment_id limit 1)
