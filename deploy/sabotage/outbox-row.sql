-- An event is taken out of the outbox.
delete from payment.outbox where id = (
  select id from payment.outbox where type = 'payment.captured' order by id limit 1)
