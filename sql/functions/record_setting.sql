-- record_setting(subject): deferred constraint trigger after insert, update or delete on task_types and environments
-- Purpose: puts the change into the audit trail.
-- Parameters: the subject to record, as the trigger's argument. A secret is not told.
create or replace function promptuary.record_setting() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'UPDATE' and to_jsonb(new) = to_jsonb(old) then
        return null;
    end if;
    insert into audit_events (action, subject, details)
    values (case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'deleted' end, tg_argv[0],
            case tg_op when 'INSERT' then to_jsonb(new) - 'secret'
                       when 'UPDATE' then jsonb_build_object('from', to_jsonb(old) - 'secret', 'to', to_jsonb(new) - 'secret')
                       else to_jsonb(old) - 'secret' end);
    return null;
end
$$;
