-- record_alert(): deferred constraint trigger after update on alert_events
-- Purpose: puts what a person did about an alert into the audit trail.
create or replace function promptuary.record_alert() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if new.acknowledged_at is distinct from old.acknowledged_at then
        insert into audit_events (action, subject, template_id, number, details)
        values ('acknowledged', 'alert', new.template_id, new.number,
                jsonb_build_object('alert', new.id, 'note', new.acknowledgement));
    end if;
    if new.snoozed_until is distinct from old.snoozed_until then
        insert into audit_events (action, subject, template_id, number, details)
        values ('snoozed', 'alert', new.template_id, new.number,
                jsonb_build_object('alert', new.id, 'until', audit_time(new.snoozed_until)));
    end if;
    return null;
end
$$;
