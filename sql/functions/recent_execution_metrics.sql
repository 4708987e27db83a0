-- recent_execution_metrics(since, until timestamptz, step text, by text, template_ids bigint[], numbers integer[],
--                          environment text, model text): what execution_metrics() returns
-- Purpose: the same figures of a few hours, to the second and by the minute: rollups know whole hours only.
-- Parameters: since and until are taken as they are and lie seven hours apart at most, since the executions themselves are
--   read; step is minute, or null for one figure over all; the others as for execution_metrics().
-- Returns: as execution_metrics(); percentiles always, from the same buckets.
-- Errors: PM005.
drop function if exists promptuary.recent_execution_metrics(timestamptz, timestamptz, text, text, bigint[], integer[],
    text, text); -- for new columns
create or replace function promptuary.recent_execution_metrics(since timestamptz, until timestamptz, step text default null,
    by text default 'total', template_ids bigint[] default null, numbers integer[] default null,
    environment text default null, model text default null)
returns table (starts_at timestamptz, template_id bigint, number integer, name text, executions bigint, successes bigint,
               input_tokens bigint, cached_input_tokens bigint, output_tokens bigint, priced bigint, cost_usd numeric,
               cost_squares double precision, timed bigint, latency_ms numeric, latency_squares double precision,
               latency_p50 double precision, latency_p95 double precision, latency_p99 double precision, scored bigint,
               confidence numeric, confidence_squares double precision, needs_review bigint, approved bigint,
               rejected bigint, violations bigint, guarded bigint, input_counted bigint, input_squares double precision,
               output_counted bigint, output_squares double precision)
language plpgsql stable security definer set search_path = promptuary, pg_temp set jit = off
    set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    if step <> 'minute' then
        raise exception using errcode = 'PM005', detail = 'step', message = format('“%s” is no step here.', step),
            hint = 'Recent figures are by the minute; execution_metrics() has longer steps.';
    end if;
    if by not in ('total', 'template', 'version', 'model', 'task_type', 'environment') then
        raise exception using errcode = 'PM005', detail = 'by', message = format('There are no figures by “%s”.', by),
            hint = 'Figures are by total, template, version, model, task_type or environment.';
    end if;
    if until - since > interval '7 hours' then
        raise exception using errcode = 'PM005', detail = 'until', message = 'That is longer than seven hours.',
            hint = 'execution_metrics() has figures of longer times, by the hour.';
    end if;
    return query
    select coalesce(date_trunc(step, m.started_at, 'UTC'), since),
           case when by in ('template', 'version') then m.template_id else 0 end,
           case when by = 'version' then m.number else 0 end,
           case by when 'model' then m.model when 'environment' then m.environment
                   when 'task_type' then (select t.task_type from prompt_templates t where t.id = m.template_id)
                   else '' end,
           count(*), count(*) filter (where m.success), coalesce(sum(m.input_tokens), 0)::bigint,
           coalesce(sum(m.cached_input_tokens), 0)::bigint, coalesce(sum(m.output_tokens), 0)::bigint, count(m.cost_usd),
           coalesce(sum(m.cost_usd), 0), coalesce(sum(m.cost_usd::float8 ^ 2), 0), count(m.latency_us),
           coalesce(sum(m.latency_us), 0) / 1000.0, coalesce(sum((m.latency_us / 1e3::float8) ^ 2), 0),
           histogram_value(percentile_disc(0.5) within group (order by m.latency_bucket)),
           histogram_value(percentile_disc(0.95) within group (order by m.latency_bucket)),
           histogram_value(percentile_disc(0.99) within group (order by m.latency_bucket)),
           count(m.confidence), coalesce(sum(m.confidence), 0), coalesce(sum(m.confidence::float8 ^ 2), 0),
           count(*) filter (where m.needs_review), count(*) filter (where m.review_outcome = 'approved'),
           count(*) filter (where m.review_outcome = 'rejected'), coalesce(sum(m.violations), 0)::bigint,
           coalesce(sum(m.guarded), 0)::bigint, count(m.input_tokens), coalesce(sum(m.input_tokens::float8 ^ 2), 0),
           count(m.output_tokens), coalesce(sum(m.output_tokens::float8 ^ 2), 0)
    from execution_measures m
    where m.started_at >= since and m.started_at < until
      and (template_ids is null or m.template_id = any (template_ids))
      and (numbers is null or m.number = any (numbers))
      and (recent_execution_metrics.environment is null or m.environment = recent_execution_metrics.environment)
      and (recent_execution_metrics.model is null or m.model = recent_execution_metrics.model)
    group by 1, 2, 3, 4 order by 1, 2, 3, 4;
end
$$;
