-- Fails where changes of executions would not reach the audit trail.
do $$
begin
    if not exists (select from pg_trigger
                   where tgrelid = 'promptuary.execution_changes'::regclass and tgname = 'record_change' and tgenabled = 'A') then
        raise exception 'The trigger record_change is missing or switched off on execution_changes.'
            using hint = 'Somebody changed the schema by hand. Enable it with: alter table … enable always trigger …';
    end if;
end
$$;
