-- health_state(): see the returned table
-- Purpose: what waits to be done, and when it was done last, in one row.
-- Method: executions in no rollup are counted up to 100,001, by their index: more is much too many, however many it is.
-- Returns: at, the server's time; installed_at, since when there is anything to do; oldest_delivery, since when the oldest
--   alert waits to be told; overdue_days, days of executions that should have been dropped before yesterday.
create or replace function promptuary.health_state()
returns table (at timestamptz, waiting bigint, rolled_up_at timestamptz, judged_at timestamptz, maintained_at timestamptz,
               installed_at timestamptz, deliveries bigint, oldest_delivery timestamptz, delivery_problem text,
               notification_queue double precision, raw_days integer, overdue_days integer)
language plpgsql stable set search_path = promptuary, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
#variable_conflict use_column
declare
    marked bigint := (select s.rolled_up_to from execution_rollup_state s);
begin
    return query
    select now(), (select count(*) from (select from prompt_executions e where e.recorded_in >= marked limit 100001) w),
           s.rolled_up_at, s.judged_at, s.maintained_at,
           (select c.applied_at from schema_changes c where c.number = 6),
           d.waiting, d.oldest, d.problem, pg_notification_queue_usage(), t.raw_days,
           (select count(*) from execution_days() x
            where x.day < (now() at time zone 'UTC')::date - t.raw_days - 1)::integer
    from execution_rollup_state s, execution_settings t,
         (select count(*) as waiting, min(case w.kind when 'fired' then e.fired_at
                                                       -- An incident is over with its last alert.
                                                       else (select max(i.resolved_at) from alert_events i
                                                             where i.incident = e.incident) end) as oldest,
                 (array_agg(w.problem order by w.due_at desc) filter (where w.problem is not null))[1] as problem
          from alert_deliveries w join alert_events e on e.id = w.event_id
          where w.delivered_at is null and w.due_at < 'infinity') d;
end
$$;
