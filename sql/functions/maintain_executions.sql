-- maintain_executions(after date default '-infinity'): jsonb
-- Purpose: what has to be done to the log now and then: rolls it up, drops days that are older than
--   execution_settings.raw_days, forgets hours older than hourly_days (of loading prompts too), and makes the next week's
--   partitions.
-- Method: of the old days it looks at the first ten behind the given one, and names the last of these where there are more,
--   for another call: a transaction has room for the locks of some hundred days, and nobody waits long for one of ten.
-- Returns: {"rolled_up": executions, "dropped": [days], "kept": [{"day", "reason"}], "hours_forgotten": rows,
--   "up_to": day, null where no old day is left to look at}.
drop function if exists promptuary.maintain_executions(); -- had no argument
create or replace function promptuary.maintain_executions(after date default '-infinity') returns jsonb
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    rolled_up bigint;
    forgotten bigint;
    dropped jsonb;
    kept jsonb;
    old date[];
    left_over boolean;
    today date := (now() at time zone 'UTC')::date;
    settings execution_settings;
begin
    select * into settings from execution_settings;
    rolled_up := roll_up_executions();
    perform ensure_execution_day(today + ahead) from generate_series(0, 7) ahead;
    delete from execution_rollups r
    where r.period = 'hour' and r.starts_at < (today - settings.hourly_days)::timestamp at time zone 'UTC';
    get diagnostics forgotten = row_count;
    delete from prompt_loads p where p.hour < (today - settings.hourly_days)::timestamp at time zone 'UTC';
    old := array(select o.day from execution_days() o
                 where o.day < today - settings.raw_days and o.day > after order by o.day limit 11);
    left_over := cardinality(old) > 10;
    old := old[:10];
    -- Last, since who reads or records waits from a drop to the end of the transaction.
    select coalesce(jsonb_agg(d.day order by d.day) filter (where d.reason is null), '[]'),
           coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'reason', d.reason) order by d.day)
                    filter (where d.reason is not null), '[]')
    into dropped, kept
    from drop_execution_days(old) d;
    update execution_rollup_state set maintained_at = clock_timestamp();
    return jsonb_build_object('rolled_up', rolled_up, 'dropped', dropped, 'kept', kept, 'hours_forgotten', forgotten,
                              'up_to', case when left_over then old[10] end);
end
$$;
