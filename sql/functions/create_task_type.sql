-- create_task_type(name text): text
-- Purpose: adds a task type, or finds the one of that name (in any case).
-- Returns: its key.
-- Errors: PM005 for an empty or unprintable name.
create or replace function promptuary.create_task_type(name text) returns text
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    wanted text := trimmed(name);
    found_key text;
    stem text;
    suffix integer := 1;
begin
    if wanted !~ '^[^[:cntrl:]]{1,100}$' then
        raise exception using errcode = 'PM005', detail = 'name',
            message = 'A task type''s name is one line of 1 to 100 characters.', hint = 'Give it another name.';
    end if;
    select t.key into found_key from task_types t where lower(t.name collate "pg_c_utf8") = lower(wanted collate "pg_c_utf8");
    if found then
        return found_key;
    end if;
    -- Creations follow one another; whoever waited looks again.
    lock table task_types in share row exclusive mode;
    select t.key into found_key from task_types t where lower(t.name collate "pg_c_utf8") = lower(wanted collate "pg_c_utf8");
    if found then
        return found_key;
    end if;
    stem := coalesce(nullif(slug_of(wanted), ''), 'type');
    found_key := stem;
    while exists (select from task_types t where t.key = found_key) loop
        suffix := suffix + 1;
        found_key := stem || '-' || suffix;
    end loop;
    insert into task_types (key, name, position)
    values (found_key, wanted, (select coalesce(max(t.position), 0) + 1 from task_types t));
    return found_key;
end
$$;
