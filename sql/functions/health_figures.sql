-- health_figures(since timestamptz, until timestamptz): see the returned table
-- Purpose: how loading prompts went, and how many executions violated guardrails, in one row.
-- Parameters: since and until are taken as whole hours.
-- Returns: times in milliseconds, null where none was reported.
create or replace function promptuary.health_figures(since timestamptz, until timestamptz)
returns table (loads bigint, from_environment bigint, from_file bigint, not_found bigint, attempts bigint,
               failed_attempts bigint, timed bigint, load_p50 double precision, load_p95 double precision,
               executions bigint, violations bigint)
language sql stable set search_path = promptuary, pg_temp as $$
    with hours as materialized (
             select * from prompt_loads p where p.hour >= date_trunc('hour', since, 'UTC') and p.hour < until),
         histogram as (
             select array_agg(h) as entries from hours p, unnest(p.histogram) h)
    select coalesce(sum(p.loads), 0)::bigint,
           coalesce(sum(p.loads) filter (where p.source = 'environment'), 0)::bigint,
           coalesce(sum(p.loads) filter (where p.source = 'file'), 0)::bigint,
           coalesce(sum(p.loads) filter (where p.source = 'none'), 0)::bigint,
           coalesce(sum(p.attempts), 0)::bigint, coalesce(sum(p.failed_attempts), 0)::bigint,
           coalesce(sum(p.timed), 0)::bigint,
           (select histogram_quantile(h.entries, 0.5) from histogram h),
           (select histogram_quantile(h.entries, 0.95) from histogram h),
           coalesce((select sum(m.executions) from execution_metrics(since, until) m), 0)::bigint,
           coalesce((select sum(least(m.violations, m.executions)) from execution_metrics(since, until) m), 0)::bigint
    from hours p
$$;
