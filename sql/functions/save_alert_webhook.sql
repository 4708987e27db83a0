-- save_alert_webhook(id bigint, name text, url text, secret text default null): bigint
-- Purpose: makes a webhook, or changes the one with that id. What waits for it goes to its new address.
-- Parameters: id, null for a new one; secret, Base64 of 24 to 64 bytes with or without the prefix whsec_, null keeps the
--   one there is.
-- Returns: its id.
-- Errors: PM001 no such webhook; PM005 with the argument's name, also for a name that is taken.
create or replace function promptuary.save_alert_webhook(id bigint, name text, url text, secret text default null)
returns bigint
language plpgsql security definer set search_path = promptuary, pg_temp as $$
#variable_conflict use_column
declare
    new_name text := btrim(coalesce(save_alert_webhook.name, ''));
    new_url text := btrim(coalesce(save_alert_webhook.url, ''));
    kept text := regexp_replace(btrim(save_alert_webhook.secret), '^whsec_', '');
    bytes integer;
    result bigint := save_alert_webhook.id;
begin
    if new_name = '' then
        raise exception using errcode = 'PM005', detail = 'name', message = 'A webhook needs a name.',
            hint = 'Name who is told, for example “Support channel”.';
    end if;
    if length(new_name) > 250 then
        raise exception using errcode = 'PM005', detail = 'name', message = 'A webhook''s name has up to 250 characters.',
            hint = 'Shorten it.';
    end if;
    if exists (select from alert_webhooks w where w.name = new_name and w.id is distinct from result) then
        raise exception using errcode = 'PM005', detail = 'name',
            message = format('There is a webhook “%s” already.', new_name), hint = 'Choose another name, or change that one.';
    end if;
    if new_url !~ '^https?://[^/[:space:]]+[^[:space:]]*$' then
        raise exception using errcode = 'PM005', detail = 'url',
            message = format('“%s” is no http or https address.', save_alert_webhook.url),
            hint = 'Enter the whole address, for example https://hooks.example.org/alerts.';
    end if;
    if kept is null then
        select w.secret into kept from alert_webhooks w where w.id = result;
    end if;
    begin
        bytes := octet_length(decode(kept, 'base64'));
    exception when others then
        bytes := null;
    end;
    if bytes is null or bytes not between 24 and 64 then
        raise exception using errcode = 'PM005', detail = 'secret',
            message = 'The secret of a webhook is the Base64 of 24 to 64 bytes.',
            hint = 'Generate one, or take the one that the receiver shows; it begins with whsec_.';
    end if;
    if result is null then
        insert into alert_webhooks (name, url, secret) values (new_name, new_url, kept) returning alert_webhooks.id into result;
        return result;
    end if;
    update alert_webhooks w set name = new_name, url = new_url, secret = kept where w.id = result;
    if not found then
        raise exception using errcode = 'PM001', message = format('There is no webhook %s.', result),
            hint = 'It was removed meanwhile. Make a new one.';
    end if;
    return result;
end
$$;
