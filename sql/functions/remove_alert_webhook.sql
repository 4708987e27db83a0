-- remove_alert_webhook(id bigint): void
-- Purpose: takes a webhook away; rules that used it notify as they did otherwise, and what it was not told yet is dropped.
-- Errors: PM001.
create or replace function promptuary.remove_alert_webhook(id bigint) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    update alert_rules r set webhook_id = null where r.webhook_id = remove_alert_webhook.id;
    delete from alert_deliveries d where d.webhook_id = remove_alert_webhook.id;
    delete from alert_webhooks w where w.id = remove_alert_webhook.id;
    if not found then
        raise exception using errcode = 'PM001', message = format('There is no webhook %s.', remove_alert_webhook.id);
    end if;
end
$$;
