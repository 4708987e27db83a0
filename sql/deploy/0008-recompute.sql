-- What people change of executions that are recorded: their reviews, and the costs that are computed again.

create table promptuary.execution_changes (
    action text not null,
    template_id bigint,
    number integer,
    details jsonb not null
);
comment on table promptuary.execution_changes is
    'What is inserted here becomes an event of the audit trail; it holds nothing.';
create trigger record_change before insert on promptuary.execution_changes
    for each row execute function promptuary.record_execution_change();
alter table promptuary.execution_changes enable always trigger record_change;
