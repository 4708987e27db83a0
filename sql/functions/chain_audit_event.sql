-- chain_audit_event(): trigger before insert on audit_events
-- Purpose: numbers, signs and chains an event, whatever the inserter gave, and notifies listeners at commit. The row of
--   audit_head is the lock: from here to the commit nobody else adds an event, so ids are in commit order.
-- Errors: PM004 for an insert that does not come from a change's own trigger.
create or replace function promptuary.chain_audit_event() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    last record;
begin
    if pg_trigger_depth() < 2 then
        raise exception using errcode = 'PM004', message = 'Audit events cannot be written by hand.',
            hint = 'Each change writes its own.';
    end if;
    perform from audit_head for update;
    select e.id, e.hash into last from audit_events e order by e.id desc limit 1;
    if not found then
        select h.id, h.hash into last from audit_head h;
    end if;
    new.id := last.id + 1;
    new.at := clock_timestamp();
    new.actor := session_user;
    new.previous_hash := last.hash;
    new.hash := audit_hash(last.hash, new.id, new.at, new.actor, new.action, new.subject, new.template_id, new.number,
                           new.details);
    perform pg_notify('promptuary', json_build_object('kind', new.subject, 'template', coalesce(new.template_id, 0),
                                                      'revision', new.id)::text);
    return new;
end
$$;
