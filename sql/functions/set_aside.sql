-- set_aside(part regclass): void
-- Purpose: takes a day's part out of its table, and out of the way of another part of that day, for free_execution_days().
create or replace function promptuary.set_aside(part regclass) returns void
language plpgsql set search_path = promptuary, pg_temp as $$
begin
    execute format('alter table %s detach partition %s',
                   (select i.inhparent::regclass from pg_inherits i where i.inhrelid = part), part);
    execute format('alter table %s rename to %I', part, 'dropped_' || part::oid);
end
$$;
