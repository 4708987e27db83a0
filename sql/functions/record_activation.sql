-- record_activation(): deferred constraint trigger after insert on activations
-- Purpose: puts an activation, rollback or deactivation into the audit trail.
create or replace function promptuary.record_activation() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    insert into audit_events (action, subject, template_id, number, details)
    values (case new.kind when 'activate' then 'activated' when 'rollback' then 'rolled back' else 'deactivated' end,
            'activation', new.template_id, coalesce(new.active, new.previous),
            jsonb_build_object('activation', new.id, 'environment', new.environment, 'previous', coalesce(new.previous, 0),
                               'active', coalesce(new.active, 0), 'reason', new.reason, 'at', audit_time(new.at)));
    return null;
end
$$;
