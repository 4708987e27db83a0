-- keep_audit_head(): trigger before insert, update or delete on audit_head
-- Purpose: lets the head be nothing but the newest event.
-- Errors: PM004.
create or replace function promptuary.keep_audit_head() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    last record;
begin
    if tg_op = 'UPDATE' and new.id > old.id then
        select e.id, e.hash into last from audit_events e order by e.id desc limit 1;
        if (new.id, new.hash) = (last.id, last.hash) then
            return new;
        end if;
    end if;
    raise exception using errcode = 'PM004', message = 'The audit trail''s head cannot be changed.',
        hint = 'It follows the newest event by itself.';
end
$$;
