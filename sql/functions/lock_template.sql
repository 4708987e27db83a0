-- lock_template(id bigint): (newest integer, archived boolean, name text)
-- Purpose: makes the caller the only one that changes this template until the transaction ends; readers and foreign
--   keys are not kept waiting.
-- Errors: PM001 where there is no such template.
create or replace function promptuary.lock_template(id bigint)
returns table (newest integer, archived boolean, name text)
language plpgsql set search_path = promptuary, pg_temp as $$
begin
    return query
        select t.newest, t.archived_at is not null, t.name
        from prompt_templates t
        where t.id = lock_template.id
        for no key update;
    if not found then
        raise exception using errcode = 'PM001',
            message = format('There is no template with the id %s.', coalesce(lock_template.id::text, 'null'));
    end if;
end
$$;
