-- advance_audit_head(): deferred constraint trigger after insert on audit_events
-- Purpose: moves the head to the newest event, once per transaction.
create or replace function promptuary.advance_audit_head() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if new.id = (select max(e.id) from audit_events e) then
        update audit_head set id = new.id, hash = new.hash;
    end if;
    return null;
end
$$;
