-- Fails where the audit trail or what fills and guards it is not in place.
select id, at, actor, action, subject, template_id, number, details, previous_hash, hash
from promptuary.audit_events where false;

do $$
declare
    missing text;
begin
    select string_agg(wanted.name || ' on ' || wanted.relation, ', ') into missing
    from (values ('audit_events', 'chain_audit_event'), ('audit_events', 'advance_audit_head'),
                 ('audit_events', 'refuse_change'), ('audit_events', 'refuse_truncate'),
                 ('audit_head', 'keep_audit_head'), ('audit_head', 'refuse_truncate'),
                 ('task_types', 'record_change'), ('environments', 'record_change'),
                 ('prompt_templates', 'record_creation'),
                 ('prompt_templates', 'record_change'), ('prompt_versions', 'record_change'),
                 ('activations', 'record_change')) as wanted (relation, name)
    where not exists (select from pg_trigger t
                      where t.tgrelid = ('promptuary.' || wanted.relation)::regclass and t.tgname = wanted.name
                        and t.tgenabled = 'A');
    if missing is not null then
        raise exception 'These triggers are missing or switched off: %.', missing
            using hint = 'Somebody changed the schema by hand. Enable them with: alter table … enable always trigger …';
    end if;
    if (select count(*) from promptuary.audit_head) <> 1 then
        raise exception 'The audit trail has lost its head.'
            using hint = 'Somebody changed the schema by hand. Restore a backup.';
    end if;
end
$$;
