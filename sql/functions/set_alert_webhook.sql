-- set_alert_webhook(name text, url text, secret text default null): bigint
-- Purpose: names an address that alerts are sent to, or changes the one of that name.
-- Parameters: as of save_alert_webhook().
-- Returns: its id.
-- Errors: PM005.
create or replace function promptuary.set_alert_webhook(name text, url text, secret text default null) returns bigint
language sql security definer set search_path = promptuary, pg_temp as $$
    select save_alert_webhook((select w.id from alert_webhooks w where w.name = btrim(set_alert_webhook.name)),
                              set_alert_webhook.name, set_alert_webhook.url, set_alert_webhook.secret)
$$;
