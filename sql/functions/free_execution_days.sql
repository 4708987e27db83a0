-- free_execution_days(): integer
-- Purpose: gives the room of days back that drop_execution_days() took out of the log, earlier transactions included.
-- Returns: the number of tables that are gone.
create or replace function promptuary.free_execution_days() returns integer
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    part regclass;
    freed integer := 0;
begin
    perform pg_advisory_xact_lock(hashtextextended('promptuary.free_execution_days', 0));
    for part in select c.oid from pg_class c
                where c.relnamespace = 'promptuary'::regnamespace and c.relkind = 'r' and c.relname ~ '^dropped_[0-9]+$'
                order by c.oid
    loop
        execute format('drop table %s', part);
        freed := freed + 1;
    end loop;
    return freed;
end
$$;
