-- maintain_executions(): jsonb
-- Purpose: what has to be done to the log now and then: rolls it up, drops days that are older than
--   execution_settings.raw_days, forgets hours older than hourly_days (of loading prompts too), and makes the next week's
--   partitions.
-- Returns: {"rolled_up": executions, "dropped": [days], "kept": [{"day", "reason"}], "hours_forgotten": rows}.
create or replace function promptuary.maintain_executions() returns jsonb
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    rolled_up bigint;
    forgotten bigint;
    dropped jsonb;
    kept jsonb;
    today date := (now() at time zone 'UTC')::date;
    settings execution_settings;
begin
    select * into settings from execution_settings;
    rolled_up := roll_up_executions();
    perform ensure_execution_day(today + ahead) from generate_series(0, 7) ahead;
    select coalesce(jsonb_agg(d.day order by d.day) filter (where d.reason is null), '[]'),
           coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'reason', d.reason) order by d.day)
                    filter (where d.reason is not null), '[]')
    into dropped, kept
    from drop_execution_days(array(select o.day from execution_days() o
                                   where o.day < today - settings.raw_days order by o.day)) d;
    delete from execution_rollups r
    where r.period = 'hour' and r.starts_at < (today - settings.hourly_days)::timestamp at time zone 'UTC';
    get diagnostics forgotten = row_count;
    delete from prompt_loads p where p.hour < (today - settings.hourly_days)::timestamp at time zone 'UTC';
    update execution_rollup_state set maintained_at = clock_timestamp();
    return jsonb_build_object('rolled_up', rolled_up, 'dropped', dropped, 'kept', kept, 'hours_forgotten', forgotten);
end
$$;
