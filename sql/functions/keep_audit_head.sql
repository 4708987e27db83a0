-- keep_audit_head(): trigger before insert, update or delete on audit_head
-- Purpose: lets the head be nothing but the newest event.
-- Errors: PM004.
create or replace function promptuary.keep_audit_head() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'UPDATE' and new.id > old.id
       and exists (select from audit_events e where e.id = new.id and e.hash = new.hash)
       and not exists (select from audit_events e where e.id > new.id) then
        return new;
    end if;
    raise exception using errcode = 'PM004', message = 'The audit trail''s head cannot be changed.',
        hint = 'It follows the newest event by itself.';
end
$$;
