-- keep_version(): trigger before insert, update or delete on prompt_versions
-- Purpose: holds invariants 1 and 2: numbers are 1, 2, 3 … per template under concurrent saves, and a version once
--   saved never changes but for being marked as archived.
-- Errors: PM001, PM004, PM005.
create or replace function promptuary.keep_version() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    template record;
begin
    if tg_op = 'DELETE' then
        raise exception using errcode = 'PM004', message = format('Version %s cannot be deleted.', old.number),
            hint = 'Versions are history. Activate another one instead.';
    elsif tg_op = 'UPDATE' then
        if (new.template_id, new.number, new.parent, new.format, new.author, new.created_at, new.note, new.source,
            new.imported_by, new.content_sha256, new.messages, new.variables, new.model_config::text)
           is distinct from
           (old.template_id, old.number, old.parent, old.format, old.author, old.created_at, old.note, old.source,
            old.imported_by, old.content_sha256, old.messages, old.variables, old.model_config::text) then
            raise exception using errcode = 'PM004', message = format('Version %s cannot change.', old.number),
                hint = 'Versions are immutable. Save a new one instead.';
        end if;
        perform lock_template(old.template_id);
        if new.archived_at is not null and exists (select from active_versions a
                                                   where a.template_id = old.template_id and a.number = old.number) then
            raise exception using errcode = 'PM004', message = format('Version %s serves, so it was not archived.', old.number),
                hint = 'Activate another version first.';
        end if;
        return new;
    end if;

    select * into template from lock_template(new.template_id);
    if template.archived then
        raise exception using errcode = 'PM004', message = format('“%s” is archived, so nothing was saved.', template.name),
            hint = 'Restore it first.';
    end if;
    new.number := coalesce(new.number, template.newest + 1);
    if new.number <> template.newest + 1 then
        raise exception using errcode = 'PM004',
            message = format('The next version of “%s” is %s, not %s.', template.name, template.newest + 1, new.number),
            hint = 'Numbers have no gaps and are never used twice.';
    end if;
    if new.number > 1 and (new.parent is null or new.parent not between 1 and template.newest) then
        raise exception using errcode = 'PM005', detail = 'parent',
            message = format('Version %s cannot be the parent of version %s.', coalesce(new.parent, 0), new.number),
            hint = format('Name a version from 1 to %s.', template.newest);
    end if;
    perform check_messages(new.messages);
    -- A history that is brought in is kept as it was, a file that was blank for a while included.
    if new.imported_by is null
       and not exists (select from jsonb_array_elements(new.messages) m where trimmed(m.value ->> 'content') <> '') then
        raise exception using errcode = 'PM005', message = 'Every message is blank.', detail = 'messages[0].content',
            hint = 'Write something first.';
    end if;
    perform check_variables(new.variables);
    if new.format is null or new.format not in ('text', 'fstring', 'mustache', 'jinja2') then
        raise exception using errcode = 'PM005', detail = 'format',
            message = format('“%s” is not a template format.', coalesce(new.format, '')),
            hint = 'Use text, fstring, mustache or jinja2.';
    end if;
    if new.model_config is null then
        raise exception using errcode = 'PM005', detail = 'model_config', message = 'The model configuration is missing.',
            hint = 'Give {} for none.';
    end if;
    -- Only what was written elsewhere has an author and a time of its own, and then says who brought it in.
    if new.imported_by is not null then
        new.imported_by := session_user;
        if new.created_at not between timestamptz '0001-01-01 00:00+00' and timestamptz '9999-12-31 00:00+00' then
            raise exception using errcode = 'PM005', detail = 'created_at',
                message = 'The time of a version lies between the years 1 and 9999.', hint = 'Leave it out for now.';
        end if;
    elsif new.author <> session_user or new.source is not null then
        raise exception using errcode = 'PM005', detail = 'author',
            message = format('A version that “%s” saves cannot name another author or a source.', session_user),
            hint = 'Call import_version for what was written elsewhere.';
    end if;
    new.note := coalesce(new.note, '');
    new.archived_at := null;
    new.content_sha256 := content_hash(new.messages, new.format, new.variables, new.model_config);
    update prompt_templates t set newest = new.number where t.id = new.template_id;
    return new;
end
$$;
