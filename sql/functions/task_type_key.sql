-- task_type_key(wanted text): text
-- Purpose: finds a task type by its key, else by its name in any case.
-- Returns: the key.
-- Errors: PM001 where there is none.
create or replace function promptuary.task_type_key(wanted text) returns text
language plpgsql stable set search_path = promptuary, pg_temp as $$
declare
    found_key text;
begin
    select t.key into found_key
    from task_types t
    where t.key = wanted or lower(t.name collate "pg_c_utf8") = lower(trimmed(wanted) collate "pg_c_utf8")
    order by t.key <> wanted
    limit 1;
    if found_key is null then
        raise exception using errcode = 'PM001',
            message = format('There is no task type “%s”.', wanted),
            hint = format('Known are: %s. Create it first, or use one of these.',
                          (select string_agg(t.key, ', ' order by t.position) from task_types t));
    end if;
    return found_key;
end
$$;
