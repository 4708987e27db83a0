-- set_alert_webhook(name text, url text, secret text default null): bigint
-- Purpose: names an address that alerts are sent to, or changes the one of that name.
-- Parameters: secret, Base64 of 24 to 64 bytes with or without the prefix whsec_; null keeps the one there is.
-- Returns: its id.
-- Errors: PM005.
create or replace function promptuary.set_alert_webhook(name text, url text, secret text default null) returns bigint
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    kept text := regexp_replace(btrim(secret), '^whsec_', '');
    bytes integer;
    result bigint;
begin
    if coalesce(btrim(set_alert_webhook.name), '') = '' then
        raise exception using errcode = 'PM005', detail = 'name', message = 'A webhook needs a name.';
    end if;
    if set_alert_webhook.url is null or set_alert_webhook.url !~ '^https?://[^/[:space:]]+[^[:space:]]*$' then
        raise exception using errcode = 'PM005', detail = 'url', message = format('“%s” is no http or https address.', url);
    end if;
    if kept is null then
        select w.secret into kept from alert_webhooks w where w.name = btrim(set_alert_webhook.name);
    end if;
    begin
        bytes := octet_length(decode(kept, 'base64'));
    exception when others then
        bytes := null;
    end;
    if bytes is null or bytes not between 24 and 64 then
        raise exception using errcode = 'PM005', detail = 'secret',
            message = 'The secret of a webhook is the Base64 of 24 to 64 bytes.';
    end if;
    insert into alert_webhooks as w (name, url, secret) values (btrim(set_alert_webhook.name), set_alert_webhook.url, kept)
    on conflict on constraint alert_webhooks_name_taken do update set url = excluded.url, secret = excluded.secret
    returning w.id into result;
    return result;
end
$$;
