-- recent_execution_distribution(kind text, since, until timestamptz, template_ids bigint[], numbers integer[],
--                               environment text, model text): (number integer, value double precision, executions bigint)
-- Purpose: how a measure spreads in a few hours, to the second; see recent_execution_metrics().
-- Parameters: kind, one of latency, cost, confidence; the others as for recent_execution_metrics().
-- Errors: PM005.
create or replace function promptuary.recent_execution_distribution(kind text, since timestamptz, until timestamptz,
    template_ids bigint[] default null, numbers integer[] default null, environment text default null,
    model text default null) returns table (number integer, value double precision, executions bigint)
language plpgsql stable security definer set search_path = promptuary, pg_temp set jit = off
    set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    if kind is null or kind not in ('latency', 'cost', 'confidence') then
        raise exception using errcode = 'PM005', detail = 'kind', message = format('There is no distribution of “%s”.', kind),
            hint = 'Distributions are of latency, cost and confidence.';
    end if;
    if until - since > interval '7 hours' then
        raise exception using errcode = 'PM005', detail = 'until', message = 'That is longer than seven hours.',
            hint = 'execution_distribution() knows longer times.';
    end if;
    return query
    select e.number, histogram_value(e.bucket), count(*)
    from (select case when template_ids is null then 0 else m.number end as number,
                 case kind when 'latency' then m.latency_bucket when 'cost' then m.cost_bucket
                           else m.confidence_bucket end as bucket
          from execution_measures m
          where m.started_at >= since and m.started_at < until
            and (template_ids is null or m.template_id = any (template_ids))
            and (numbers is null or m.number = any (numbers))
            and (recent_execution_distribution.environment is null
                 or m.environment = recent_execution_distribution.environment)
            and (recent_execution_distribution.model is null or m.model = recent_execution_distribution.model)) e
    where e.bucket is not null
    group by 1, e.bucket
    order by 1, e.bucket;
end
$$;
