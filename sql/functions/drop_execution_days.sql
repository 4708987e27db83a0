-- drop_execution_days(days date[]): (day date, reason text)
-- Purpose: drops the executions of days (UTC) after showing that the rollups say the same: counts and sums exactly, each
--   percentile of latency within 1 %. They are out of the log then; free_execution_days() gives their room back, in another
--   transaction.
-- Method: the look may take long and locks nothing that anybody waits for. Then the table is taken before its parts, as who
--   reads or records takes them, for no longer than it takes to set the parts aside; what was recorded, reviewed or computed again meanwhile
--   keeps its day. Of the last two the audit trail tells, whose numbers are in the order of commits. Who drops a table waits at the
--   commit for the disk, and others would wait for that too; to set one aside needs no such wait, for where it is lost with the
--   server, the day is there again.
-- Returns: a row for each day: null where it is gone now, else why it was kept.
create or replace function promptuary.drop_execution_days(days date[]) returns table (day date, reason text)
language plpgsql security definer set search_path = promptuary, pg_temp set jit = off as $$
#variable_conflict use_column
declare
    marked bigint;
    told bigint;
    each date;
    equal date[] := '{}';
    executions regclass;
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
    -- Nor may they wait for a vacuum to leave a part: it is sent away before, by a lock that keeps nobody else out.
    foreach each in array equal loop
        execute format('lock table promptuary.%I, promptuary.%I in share update exclusive mode',
                       'prompt_executions_' || to_char(each, 'YYYYMMDD'), 'execution_payloads_' || to_char(each, 'YYYYMMDD'));
    end loop;
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
        executions := to_regclass('promptuary.prompt_executions_' || to_char(each, 'YYYYMMDD'));
        -- The newest is the end of an index; whether there is one that is newer may be looked for in all of them.
        execute format('select max(recorded_in) >= $1 from %s', executions) into fresh using marked;
        if fresh then
            reason := format('Some executions of %s are in no rollup yet.', each);
        else
            reason := null;
            perform set_config('synchronous_commit', 'off', true);
            perform set_aside(executions);
            perform set_aside(to_regclass('promptuary.execution_payloads_' || to_char(each, 'YYYYMMDD')));
            delete from execution_rollups r where r.period = 'dropped' and r.starts_at = each::timestamp at time zone 'UTC';
        end if;
        return next;
    end loop;
end
$$;
