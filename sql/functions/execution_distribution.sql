-- execution_distribution(kind text, since, until timestamptz, template_ids bigint[], numbers integer[], environment text,
--                        model text): (number integer, value double precision, executions bigint)
-- Purpose: how a measure spreads, version by version (of all templates together as version 0): how many executions lie around
--   each value, within 1 %.
-- Parameters: kind, one of latency (milliseconds), cost (USD), confidence; the others as for execution_metrics().
-- Errors: PM005.
create or replace function promptuary.execution_distribution(kind text, since timestamptz, until timestamptz,
    template_ids bigint[] default null, numbers integer[] default null, environment text default null,
    model text default null) returns table (number integer, value double precision, executions bigint)
language plpgsql stable security definer set search_path = promptuary, pg_temp set jit = off
    set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    rolled_up_to bigint;
    first timestamptz;
    last timestamptz;
    periods text[];
    begins timestamptz[];
    ends timestamptz[];
    together boolean := template_ids is null and numbers is null;
begin
    if kind is null or kind not in ('latency', 'cost', 'confidence') then
        raise exception using errcode = 'PM005', detail = 'kind', message = format('There is no distribution of “%s”.', kind),
            hint = 'Distributions are of latency, cost and confidence.';
    end if;
    -- A stable function reads all of it from one snapshot.
    select s.rolled_up_to into rolled_up_to from execution_rollup_state s;
    select min(s.starts_at), max(s.ends_at), array_agg(s.period), array_agg(s.starts_at), array_agg(s.ends_at)
    into first, last, periods, begins, ends
    from execution_slices(since, until, null) s;
    return query
    select e.number, histogram_value(e.bucket), sum(e.times)::bigint
    from (select r.number, h.entry >> 32 as bucket, h.entry & 4294967295 as times
          from chosen_rollups(periods, begins, ends, case when together then 'total' else 'version' end, kind, template_ids,
                              numbers, environment, model) r,
               unnest(r.buckets) h (entry)
          union all
          select case when together then 0 else m.number end,
                 case kind when 'latency' then m.latency_bucket when 'cost' then m.cost_bucket
                           else m.confidence_bucket end, 1
          from recorded_executions(rolled_up_to, 9223372036854775807) m
          where m.started_at >= first
            and m.started_at < last
            and (template_ids is null or m.template_id = any (template_ids))
            and (execution_distribution.numbers is null or m.number = any (execution_distribution.numbers))
            and (execution_distribution.environment is null or m.environment = execution_distribution.environment)
            and (execution_distribution.model is null or m.model = execution_distribution.model)) e
    where e.bucket is not null
    group by 1, e.bucket
    order by 1, e.bucket;
end
$$;
