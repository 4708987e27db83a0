-- health_figures(since timestamptz, until timestamptz): see the returned table
-- Purpose: how loading prompts went, and how many executions violated guardrails, in one row.
-- Parameters: since and until are taken as whole hours.
-- Returns: times in milliseconds, null where none was reported; violations, executions that violated a guardrail, out of
--   guarded, those that guardrails judged.
drop function if exists promptuary.health_figures(timestamptz, timestamptz); -- for new columns
create or replace function promptuary.health_figures(since timestamptz, until timestamptz)
returns table (loads bigint, from_environment bigint, from_file bigint, not_found bigint, attempts bigint,
               failed_attempts bigint, timed bigint, load_p50 double precision, load_p95 double precision,
               executions bigint, violations bigint, guarded bigint)
language sql stable set search_path = promptuary, pg_temp as $$
    with hours as materialized (
             select * from prompt_loads p where p.hour >= date_trunc('hour', since, 'UTC') and p.hour < until),
         histogram as (
             select array_agg(h) as entries from hours p, unnest(p.histogram) h),
         recorded as materialized (
             select coalesce(sum(m.executions), 0)::bigint as executions, coalesce(sum(m.violations), 0)::bigint as violations,
                    coalesce(sum(m.guarded), 0)::bigint as guarded
             from execution_metrics(since, until) m)
    select coalesce(sum(p.loads), 0)::bigint,
           coalesce(sum(p.loads) filter (where p.source = 'environment'), 0)::bigint,
           coalesce(sum(p.loads) filter (where p.source = 'file'), 0)::bigint,
           coalesce(sum(p.loads) filter (where p.source = 'none'), 0)::bigint,
           coalesce(sum(p.attempts), 0)::bigint, coalesce(sum(p.failed_attempts), 0)::bigint,
           coalesce(sum(p.timed), 0)::bigint,
           (select histogram_quantile(h.entries, 0.5) from histogram h),
           (select histogram_quantile(h.entries, 0.95) from histogram h),
           (select m.executions from recorded m), (select m.violations from recorded m), (select m.guarded from recorded m)
    from hours p
$$;
