-- environment_key(wanted text): text
-- Purpose: finds an environment.
-- Parameters: wanted, an environment's key; null or empty means the default one.
-- Returns: the key.
-- Errors: PM001 where there is none.
create or replace function promptuary.environment_key(wanted text) returns text
language plpgsql stable set search_path = promptuary, pg_temp as $$
declare
    found_key text;
begin
    select e.key into found_key
    from environments e
    where case when coalesce(wanted, '') = '' then e.is_default else e.key = wanted end;
    if found_key is null then
        raise exception using errcode = 'PM001',
            message = format('There is no environment “%s”.', wanted),
            hint = format('Known are: %s.', (select string_agg(e.key, ', ' order by e.position) from environments e));
    end if;
    return found_key;
end
$$;
