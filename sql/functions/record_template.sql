-- record_template(): deferred constraint trigger after insert or update on prompt_templates
-- Purpose: puts a template's creation, renaming, moving, describing, archiving and restoring into the audit trail, with
--   what was before. The counter of versions is not recorded: the version's own event says it.
create or replace function promptuary.record_template() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        insert into audit_events (action, subject, template_id, details)
        values ('created', 'template', new.id,
                jsonb_build_object('key', new.key, 'name', new.name, 'task_type', new.task_type,
                                   'description', new.description, 'tags', new.tags, 'source', new.source));
        return null;
    end if;
    if new.name <> old.name then
        insert into audit_events (action, subject, template_id, details)
        values ('renamed', 'template', new.id, jsonb_build_object('from', old.name, 'to', new.name));
    end if;
    if new.task_type <> old.task_type then
        insert into audit_events (action, subject, template_id, details)
        values ('moved', 'template', new.id, jsonb_build_object('from', old.task_type, 'to', new.task_type));
    end if;
    if (new.description, new.tags) is distinct from (old.description, old.tags) then
        insert into audit_events (action, subject, template_id, details)
        values ('described', 'template', new.id,
                jsonb_build_object('from', jsonb_build_object('description', old.description, 'tags', old.tags),
                                   'to', jsonb_build_object('description', new.description, 'tags', new.tags)));
    end if;
    if new.archived_at is distinct from old.archived_at then
        insert into audit_events (action, subject, template_id, details)
        values (case when new.archived_at is null then 'restored' else 'archived' end, 'template', new.id, '{}');
    end if;
    return null;
end
$$;
