-- drop_execution_days(days date[]): (day date, reason text)
-- Purpose: drops the executions of days (UTC) after showing that the rollups say the same: counts and sums exactly, each
--   percentile of latency within 1 %.
-- Method: the look may take long and locks nothing that anybody waits for. Then the table is taken before its parts, as who
--   reads or records takes them, for no longer than the drops take; what was recorded, reviewed or computed again meanwhile
--   keeps its day. Of the last two the audit trail tells, whose numbers are in the order of commits.
-- Returns: a row for each day: null where it is gone now, else why it was kept.
create or replace function promptuary.drop_execution_days(days date[]) returns table (day date, reason text)
language plpgsql security definer set search_path = promptuary, pg_temp set jit = off as $$
#variable_conflict use_column
declare
    marked bigint;
    told bigint;
    each date;
    equal date[] := '{}';
    fresh boolean;
    timeout_before text := current_setting('lock_timeout');
begin
    select coalesce(max(e.id), 0) into told from audit_events e;
    select s.rolled_up_to into marked from execution_rollup_state s;
    foreach each in array days loop
        day := each;
        -- Planned anew for each day: an SQL function keeps its plan for a transaction, and with it the days dropped.
        execute 'select promptuary.execution_day_difference($1)' into reason using each;
        if exists (select from prompt_executions e
                   where e.started_at >= each::timestamp at time zone 'UTC'
                     and e.started_at < (each + 1)::timestamp at time zone 'UTC' and e.recorded_in >= marked) then
            reason := format('Some executions of %s are in no rollup yet.', each);
        end if;
        if reason is null then
            equal := equal || each;
        else
            return next;
        end if;
    end loop;
    if equal = '{}' then
        return;
    end if;
    -- Dropping waits at its commit until all that was logged before is on the disk, which can be much after a load, and others would
    -- wait for that too: it is written before anything is locked.
    perform pg_logical_emit_message(false, 'promptuary', 'executions are dropped', true);
    perform from execution_rollup_state for update; -- who rolls up, reviews or computes anew has finished
    if exists (select from audit_events e where e.id > told and e.subject = 'execution') then
        return query select e, format('Executions were reviewed or computed anew while those of %s were looked at.', e)
                     from unnest(equal) e;
        return;
    end if;
    begin
        perform set_config('lock_timeout', '2s', true);
        lock table only prompt_executions, only execution_payloads in access exclusive mode;
        perform set_config('lock_timeout', timeout_before, true);
    exception when lock_not_available or deadlock_detected then
        return query select e, format('Other programs use the log, and the executions of %s are dropped next time.', e)
                     from unnest(equal) e;
        return;
    end;
    foreach each in array equal loop
        day := each;
        execute format('select exists (select from promptuary.%I where recorded_in >= $1)', 'prompt_executions_' || to_char(each, 'YYYYMMDD'))
        into fresh using marked;
        if fresh then
            reason := format('Some executions of %s are in no rollup yet.', each);
        else
            reason := null;
            execute format('drop table promptuary.%I, promptuary.%I', 'prompt_executions_' || to_char(each, 'YYYYMMDD'),
                           'execution_payloads_' || to_char(each, 'YYYYMMDD'));
            delete from execution_rollups r where r.period = 'dropped' and r.starts_at = each::timestamp at time zone 'UTC';
        end if;
        return next;
    end loop;
end
$$;
