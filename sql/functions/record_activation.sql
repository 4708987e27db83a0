-- record_activation(): deferred constraint trigger after insert on activations
-- Purpose: puts an activation, rollback or deactivation into the audit trail. An imported one has its author in the
--   event's details, since the event's actor is who brought it in.
-- Method: the row as JSON, for change 5 activates the defaults before change 13 adds the column imported_by.
create or replace function promptuary.record_activation() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    insert into audit_events (action, subject, template_id, number, details)
    values (case when to_jsonb(new) ->> 'imported_by' is not null then 'imported' when new.kind = 'activate' then 'activated'
                 when new.kind = 'rollback' then 'rolled back' else 'deactivated' end,
            'activation', new.template_id, coalesce(new.active, new.previous),
            jsonb_build_object('activation', new.id, 'environment', new.environment, 'previous', coalesce(new.previous, 0),
                               'active', coalesce(new.active, 0), 'reason', new.reason, 'at', audit_time(new.at))
            || case when to_jsonb(new) ->> 'imported_by' is null then '{}' else jsonb_build_object('author', new.actor) end);
    return null;
end
$$;
