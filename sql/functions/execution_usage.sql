-- execution_usage(since, until timestamptz, zone text, template_ids bigint[], numbers integer[], environment text, model text):
--   (weekday integer, hour integer, hours bigint, executions bigint, successes bigint, priced bigint, cost_usd numeric)
-- Purpose: when executions happen: at which hour of which day of the week.
-- Parameters: since and until are widened to whole hours of UTC, and do not reach back to hours that are forgotten; zone,
--   the time zone whose weekdays and hours are meant, by its name ("Europe/Berlin"); the others as for execution_metrics().
-- Returns: a row for each hour of the week that lies in the time, busy or not: weekday 1 (Monday) to 7, hour 0 to 23, and
--   how often that hour came, so far as it has begun. Where a zone is half an hour off, an hour of UTC counts for the hour
--   that it begins in.
-- Errors: PM005 for a time zone that does not exist.
create or replace function promptuary.execution_usage(since timestamptz, until timestamptz, zone text,
    template_ids bigint[] default null, numbers integer[] default null, environment text default null,
    model text default null)
returns table (weekday integer, hour integer, hours bigint, executions bigint, successes bigint, priced bigint,
               cost_usd numeric)
language plpgsql stable security definer set search_path = promptuary, pg_temp set jit = off
    set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    rolled_up_to bigint;
    first timestamptz;
    last timestamptz;
begin
    begin
        perform since at time zone coalesce(zone, '');
    exception when invalid_parameter_value then
        raise exception using errcode = 'PM005', detail = 'zone', message = format('There is no time zone “%s”.', zone),
            hint = 'Name it as the time zone database does, for example Europe/Berlin.';
    end;
    -- A stable function reads all of it from one snapshot.
    select s.rolled_up_to into rolled_up_to from execution_rollup_state s;
    first := greatest(date_trunc('hour', since, 'UTC'),
                      date_trunc('day', now() - make_interval(days => (select s.hourly_days from execution_settings s)), 'UTC'));
    last := least(date_trunc('hour', until + interval '1 hour' - interval '1 microsecond', 'UTC'),
                  date_trunc('hour', now() + interval '1 hour', 'UTC'));
    return query
    with counted as (
             select r.starts_at as at, r.executions, r.successes, r.priced, r.cost_usd
             from chosen_rollups(array['hour'], array[first], array[last], 'total', null, template_ids, numbers, environment,
                                 model) r
             union all
             select m.hour, 1, m.success::integer, (m.cost_usd is not null)::integer, m.cost_usd
             from recorded_executions(rolled_up_to, 9223372036854775807) m
             where m.started_at >= first
               and m.started_at < last
               and (template_ids is null or m.template_id = any (template_ids))
               and (execution_usage.numbers is null or m.number = any (execution_usage.numbers))
               and (execution_usage.environment is null or m.environment = execution_usage.environment)
               and (execution_usage.model is null or m.model = execution_usage.model)),
         summed as (
             select c.at, sum(c.executions) as executions, sum(c.successes) as successes, sum(c.priced) as priced,
                    sum(c.cost_usd) as cost_usd
             from counted c group by 1),
         local as (
             select h.at at time zone zone as at, s.executions, s.successes, s.priced, s.cost_usd
             from generate_series(first, last - interval '1 hour', interval '1 hour') h (at) left join summed s using (at))
    select extract(isodow from l.at)::integer, extract(hour from l.at)::integer, count(*),
           coalesce(sum(l.executions), 0)::bigint, coalesce(sum(l.successes), 0)::bigint,
           coalesce(sum(l.priced), 0)::bigint, coalesce(sum(l.cost_usd), 0)
    from local l group by 1, 2 order by 1, 2;
end
$$;
