-- execution_metrics(since, until timestamptz, step text, by text, template_ids bigint[], numbers integer[],
--                   environment text, model text, percentiles boolean): see the returned table
-- Purpose: what executions cost and how well they did, from the rollups and the few executions that are in none yet.
-- Parameters: since and until as execution_slices() widens them; step, the length of each point (hour, day, month), null for
--   one figure over all; by, one of total, template, version, model, task_type, environment; percentiles, whether those of
--   the latency are wanted: reading them takes most of the time; the others choose, null for all.
-- Returns: a row for each point and group that has executions. template_id, number and name are 0 and empty where they
--   are not what is grouped by. Sums of squares let the caller compute deviations; latencies in milliseconds, percentiles
--   within 1 %, null where they are not wanted. violations are executions that violated a guardrail or more, out of guarded,
--   those that guardrails judged. input_counted and output_counted are executions that named their tokens; the squares of
--   these are null where they are not known of all, as of executions that were dropped before they were summed up.
-- Errors: PM005 for a step or a grouping that does not exist.
drop function if exists promptuary.execution_metrics(timestamptz, timestamptz, text, text, bigint[], integer[],
    text, text); -- for a new parameter
drop function if exists promptuary.execution_metrics(timestamptz, timestamptz, text, text, bigint[], integer[],
    text, text, boolean); -- for new columns
create or replace function promptuary.execution_metrics(since timestamptz, until timestamptz, step text default null,
    by text default 'total', template_ids bigint[] default null, numbers integer[] default null,
    environment text default null, model text default null, percentiles boolean default true)
returns table (starts_at timestamptz, template_id bigint, number integer, name text, executions bigint, successes bigint,
               input_tokens bigint, cached_input_tokens bigint, output_tokens bigint, priced bigint, cost_usd numeric,
               cost_squares double precision, timed bigint, latency_ms numeric, latency_squares double precision,
               latency_p50 double precision, latency_p95 double precision, latency_p99 double precision, scored bigint,
               confidence numeric, confidence_squares double precision, needs_review bigint, approved bigint,
               rejected bigint, violations bigint, guarded bigint, input_counted bigint, input_squares double precision,
               output_counted bigint, output_squares double precision)
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
    finest text := case when by = 'version' then 'version' when by in ('template', 'task_type') then 'template' else 'total' end;
begin
    if step not in ('hour', 'day', 'month') then
        raise exception using errcode = 'PM005', detail = 'step', message = format('“%s” is no step.', step),
            hint = 'Steps are hour, day and month.';
    end if;
    if by not in ('total', 'template', 'version', 'model', 'task_type', 'environment') then
        raise exception using errcode = 'PM005', detail = 'by', message = format('There are no figures by “%s”.', by),
            hint = 'Figures are by total, template, version, model, task_type or environment.';
    end if;
    -- A stable function reads all of it from one snapshot.
    select s.rolled_up_to into rolled_up_to from execution_rollup_state s;
    select min(s.starts_at), max(s.ends_at), array_agg(s.period), array_agg(s.starts_at), array_agg(s.ends_at)
    into first, last, periods, begins, ends
    from execution_slices(since, until, step) s;
    return query
    with rolled as (
             select date_trunc(step, r.starts_at, 'UTC') as point, r.template_id as template, r.number as version, r.*
             from chosen_rollups(periods, begins, ends, finest, case when percentiles then 'latency' end, template_ids, numbers,
                                 environment, model) r),
         fresh as materialized (
             select date_trunc(step, m.hour, 'UTC') as point, m.template_id as template, m.number as version,
                    m.environment as place, m.model as model_name, m.*
             from recorded_executions(rolled_up_to, 9223372036854775807) m
             where m.started_at >= first
               and m.started_at < last
               and (template_ids is null or m.template_id = any (template_ids))
               and (numbers is null or m.number = any (numbers))
               and (execution_metrics.environment is null or m.environment = execution_metrics.environment)
               and (execution_metrics.model is null or m.model = execution_metrics.model)),
         united as (
             select r.point, r.template, r.version, r.place, r.model_name, r.executions, r.successes, r.input_tokens,
                    r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd, r.cost_squares, r.timed, r.latency_us,
                    r.latency_squares, r.scored, r.confidence, r.confidence_squares, r.needs_review, r.approved, r.rejected,
                    r.violations, r.guarded, r.input_counted, r.input_squares, r.output_counted, r.output_squares,
                    r.buckets
             from rolled r
             union all
             select f.point, f.template, f.version, f.place, f.model_name, 1, f.success::integer, f.input_tokens,
                    f.cached_input_tokens, f.output_tokens, (f.cost_usd is not null)::integer, f.cost_usd,
                    f.cost_usd::float8 ^ 2, (f.latency_us is not null)::integer, f.latency_us,
                    (f.latency_us / 1e6::float8) ^ 2, (f.confidence is not null)::integer, f.confidence,
                    f.confidence::float8 ^ 2, f.needs_review::integer,
                    (f.review_outcome is not distinct from 'approved')::integer,
                    (f.review_outcome is not distinct from 'rejected')::integer, f.violations, f.guarded,
                    (f.input_tokens is not null)::integer, coalesce(f.input_tokens::float8 ^ 2, 0),
                    (f.output_tokens is not null)::integer, coalesce(f.output_tokens::float8 ^ 2, 0),
                    case when percentiles and f.latency_bucket is not null then array[f.latency_bucket::bigint << 32 | 1] end
             from fresh f),
         types as materialized (select t.id, t.task_type from prompt_templates t where by = 'task_type'),
         -- Read twice where percentiles are wanted, which are of few rows: keeping thousands of rows for later takes longer.
         grouped as not materialized (
             select coalesce(u.point, since) as at,
                    case when by in ('template', 'version') then u.template else 0 end as of_template,
                    case when by = 'version' then u.version else 0 end as of_version,
                    case by when 'model' then u.model_name when 'environment' then u.place
                            when 'task_type' then t.task_type
                            else '' end as label, u.*
             from united u left join types t on t.id = u.template),
         sums as (
             select row_number() over (order by g.at, g.of_template, g.of_version, g.label) as nth, g.at, g.of_template,
                    g.of_version, g.label, sum(g.executions)::bigint as executions,
                    sum(g.successes)::bigint as successes, coalesce(sum(g.input_tokens), 0)::bigint as input_tokens,
                    coalesce(sum(g.cached_input_tokens), 0)::bigint as cached_input_tokens,
                    coalesce(sum(g.output_tokens), 0)::bigint as output_tokens, sum(g.priced)::bigint as priced,
                    coalesce(sum(g.cost_usd), 0) as cost_usd, coalesce(sum(g.cost_squares), 0) as cost_squares,
                    sum(g.timed)::bigint as timed, coalesce(sum(g.latency_us), 0) / 1000.0 as latency_ms,
                    coalesce(sum(g.latency_squares), 0) * 1e6 as latency_squares, sum(g.scored)::bigint as scored,
                    coalesce(sum(g.confidence), 0) as confidence,
                    coalesce(sum(g.confidence_squares), 0) as confidence_squares,
                    sum(g.needs_review)::bigint as needs_review, sum(g.approved)::bigint as approved,
                    sum(g.rejected)::bigint as rejected, sum(g.violations)::bigint as violations,
                    sum(g.guarded)::bigint as guarded, sum(g.input_counted)::bigint as input_counted,
                    case when count(*) = count(g.input_squares) then sum(g.input_squares) end as input_squares,
                    sum(g.output_counted)::bigint as output_counted,
                    case when count(*) = count(g.output_squares) then sum(g.output_squares) end as output_squares
             from grouped g group by g.at, g.of_template, g.of_version, g.label),
         -- By the number of the point and group, and in floating point, which holds these counts exactly: both are a good deal quicker.
         counted as (
             select n.nth, h.entry >> 32 as bucket, sum((h.entry & 4294967295)::float8) as times
             from (select dense_rank() over (order by g.at, g.of_template, g.of_version, g.label) as nth, g.buckets
                   from grouped g) n,
                  unnest(n.buckets) h (entry)
             where percentiles
             group by 1, 2),
         cumulated as (
             select c.nth, c.bucket, sum(c.times) over (partition by c.nth order by c.bucket) as reached,
                    sum(c.times) over (partition by c.nth) as total
             from counted c),
         ranks as (
             select c.nth, min(c.bucket) filter (where c.reached >= ceil(c.total * 0.5)) as p50,
                    min(c.bucket) filter (where c.reached >= ceil(c.total * 0.95)) as p95,
                    min(c.bucket) filter (where c.reached >= ceil(c.total * 0.99)) as p99
             from cumulated c group by 1)
    select s.at, s.of_template, s.of_version, s.label, s.executions, s.successes, s.input_tokens, s.cached_input_tokens,
           s.output_tokens, s.priced, s.cost_usd, s.cost_squares, s.timed, s.latency_ms, s.latency_squares,
           histogram_value(r.p50), histogram_value(r.p95), histogram_value(r.p99), s.scored, s.confidence,
           s.confidence_squares, s.needs_review, s.approved, s.rejected, s.violations, s.guarded, s.input_counted,
           s.input_squares, s.output_counted, s.output_squares
    from sums s left join ranks r using (nth)
    order by s.nth;
end
$$;
