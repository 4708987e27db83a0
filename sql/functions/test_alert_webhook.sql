-- test_alert_webhook(id bigint): bigint
-- Purpose: puts a test for a webhook into the list of deliveries, signed and sent as an alert is, but tried once only. An
--   earlier test of it is forgotten.
-- Returns: the delivery's id, by which alert_deliveries tells what came of it.
-- Errors: PM001.
create or replace function promptuary.test_alert_webhook(id bigint) returns bigint
language plpgsql security definer set search_path = promptuary, pg_temp as $$
#variable_conflict use_column
declare
    result bigint;
begin
    if not exists (select from alert_webhooks w where w.id = test_alert_webhook.id) then
        raise exception using errcode = 'PM001', message = format('There is no webhook %s.', test_alert_webhook.id),
            hint = 'It was removed meanwhile.';
    end if;
    delete from alert_deliveries d where d.webhook_id = test_alert_webhook.id and d.kind = 'test';
    insert into alert_deliveries (kind, webhook_id, due_at) values ('test', test_alert_webhook.id, clock_timestamp())
    returning alert_deliveries.id into result;
    return result;
end
$$;
