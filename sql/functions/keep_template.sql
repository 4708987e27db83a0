-- keep_template(): trigger before insert, update or delete on prompt_templates
-- Purpose: keeps names clean, keys and origins fixed, the counter of versions and what serves in step, and templates from being deleted.
-- Errors: PM004 for what may never happen to a template, PM005 for a name or a tag that cannot be used.
create or replace function promptuary.keep_template() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'DELETE' then
        raise exception using errcode = 'PM004', message = format('The template “%s” cannot be deleted.', old.name),
            hint = 'Archive it instead: archived templates keep their history and can be restored.';
    end if;
    if tg_op = 'INSERT' then
        new.newest := 0;
        new.active := '{}';
        new.archived_at := null;
        new.created_by := session_user;
        new.created_at := clock_timestamp();
        new.updated_at := new.created_at;
    else
        if (new.id, new.key, new.source, new.created_by, new.created_at)
           is distinct from (old.id, old.key, old.source, old.created_by, old.created_at) then
            raise exception using errcode = 'PM004',
                message = format('The identity of the template “%s” cannot change.', old.name),
                hint = 'Its key, origin, author and time are fixed when it is created; its name is free.';
        end if;
        if new.newest not in (old.newest, old.newest + 1) then
            raise exception using errcode = 'PM004',
                message = format('The number of versions of “%s” cannot be set to %s.', old.name, new.newest),
                hint = 'It counts versions by itself, one at a time.';
        end if;
        if new.active <> old.active
           and new.active <> (select coalesce(jsonb_object_agg(a.environment, a.number), '{}')
                              from active_versions a where a.template_id = old.id) then
            raise exception using errcode = 'PM004',
                message = format('What serves of “%s” cannot be changed directly.', old.name),
                hint = 'Call activate_version, roll_back or deactivate_template: they log who did it and why.';
        end if;
        if new.archived_at is not null and old.archived_at is null and new.active <> '{}' then
            raise exception using errcode = 'PM004',
                message = format('“%s” still serves in %s, so it was not archived.', old.name,
                                 (select string_agg(k, ', ') from jsonb_object_keys(new.active) k)),
                hint = 'Deactivate it there first.';
        end if;
        new.updated_at := clock_timestamp();
    end if;
    if tg_op = 'INSERT' or (new.name, new.tags, new.description) is distinct from (old.name, old.tags, old.description) then
        new.name := trimmed(new.name);
        if new.name !~ '^[^[:cntrl:]]{1,250}$' then
            raise exception using errcode = 'PM005', detail = 'name',
                message = 'A template''s name is one line of 1 to 250 characters.', hint = 'Give it another name.';
        end if;
        new.description := coalesce(new.description, '');
        new.tags := coalesce((select array_agg(u.tag order by u.position)
                              from (select trimmed(t.tag) as tag, min(t.position) as position
                                    from unnest(new.tags) with ordinality as t (tag, position)
                                    group by trimmed(t.tag)) u
                              where u.tag <> ''), '{}');
        if exists (select from unnest(new.tags) tag where tag ~ '[[:cntrl:]]' or length(tag) > 100) then
            raise exception using errcode = 'PM005', detail = 'tags',
                message = 'A tag is one line of at most 100 characters.', hint = 'Shorten it.';
        end if;
    end if;
    return new;
end
$$;
