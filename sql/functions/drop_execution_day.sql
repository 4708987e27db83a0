-- drop_execution_day(day date): text
-- Purpose: drops the executions of one day (UTC) after showing that the rollups say the same: counts and sums exactly,
--   each percentile of latency within 1 %.
-- Returns: null where the day is gone now, else why it was kept.
create or replace function promptuary.drop_execution_day(day date) returns text
language plpgsql security definer set search_path = promptuary, pg_temp set jit = off as $$
declare
    suffix text := to_char(drop_execution_day.day, 'YYYYMMDD');
    day_start timestamptz := drop_execution_day.day::timestamp at time zone 'UTC';
    marked bigint;
    difference text;
begin
    select s.rolled_up_to into marked from execution_rollup_state s for update;
    -- Nobody adds to the day between the look and the drop.
    execute format('lock table promptuary.%I in access exclusive mode', 'prompt_executions_' || suffix);
    if exists (select from prompt_executions e
               where e.started_at >= day_start and e.started_at < day_start + interval '1 day' and e.recorded_in >= marked) then
        return format('Some executions of %s are in no rollup yet.', day);
    end if;
    -- Planned anew for each day: an SQL function keeps its plan for a transaction, and with it the day dropped before.
    execute 'select promptuary.execution_day_difference($1)' into difference using drop_execution_day.day;
    if difference is not null then
        return difference;
    end if;
    execute format('drop table promptuary.%I, promptuary.%I', 'prompt_executions_' || suffix, 'execution_payloads_' || suffix);
    delete from execution_rollups r where r.period = 'dropped' and r.starts_at = day_start;
    return null;
end
$$;
