-- record_execution_change(): trigger before insert on execution_changes
-- Purpose: puts what a person changes of recorded executions into the audit trail, which takes nothing but what a trigger
--   writes. A trigger on the executions themselves would be one on each day's partition.
create or replace function promptuary.record_execution_change() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    insert into audit_events (action, subject, template_id, number, details)
    values (new.action, 'execution', new.template_id, new.number, new.details);
    return null;
end
$$;
