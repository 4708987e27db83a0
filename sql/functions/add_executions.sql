-- add_executions(since bigint, until bigint): bigint
-- Purpose: adds to the rollups the executions recorded by transactions from since up to and without until.
-- Method: hours of versions are made of the executions, everything longer or wider of what is shorter and narrower, so that
--   each execution is looked at once. The planner cannot know how many rows there are, and is told what is right for many:
--   it takes a group by hashing, and two lists together likewise.
-- Returns: how many they are.
create or replace function promptuary.add_executions(since bigint, until bigint) returns bigint
language plpgsql set search_path = promptuary, pg_temp set plan_cache_mode = force_generic_plan set jit = off
    set work_mem = '512MB' set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
    set enable_incremental_sort = off set enable_nestloop = off as $$
declare
    hours execution_rollups[];
    finer execution_rollups[];
    rollups execution_rollups[];
    level record;
begin
    hours := array(
        with measured as (
            select m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model,
                   count(*) as executions, count(*) filter (where m.success) as successes,
                   array_agg(m.error_type) filter (where m.error_type is not null) as errors,
                   coalesce(sum(m.input_tokens), 0) as input_tokens,
                   coalesce(sum(m.cached_input_tokens), 0) as cached_input_tokens,
                   coalesce(sum(m.output_tokens), 0) as output_tokens, count(m.cost_usd) as priced,
                   coalesce(sum(m.cost_usd), 0) as cost_usd, coalesce(sum(m.cost_usd * m.cost_usd), 0) as cost_squares,
                   count(m.latency_us) as timed, coalesce(sum(m.latency_us), 0)::bigint as latency_us,
                   coalesce(sum(m.latency_us::float8 * m.latency_us), 0) / 1e12 as latency_squares, count(m.confidence) as scored,
                   coalesce(sum(m.confidence), 0) as confidence,
                   coalesce(sum(m.confidence * m.confidence), 0) as confidence_squares,
                   count(*) filter (where m.needs_review) as needs_review,
                   count(*) filter (where m.review_outcome = 'approved') as approved,
                   count(*) filter (where m.review_outcome = 'rejected') as rejected, sum(m.violations) as violations,
                   array_agg(m.latency_bucket) filter (where m.latency_bucket is not null) as latencies,
                   array_agg(m.cost_bucket) filter (where m.cost_bucket is not null) as costs,
                   array_agg(m.confidence_bucket) filter (where m.confidence_bucket is not null) as confidences
            from execution_measures m
            where m.recorded_in >= since and m.recorded_in < until
            group by 1, 2, 3, 4, 5, 6, 7)
        select row('hour', m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, m.executions,
                   m.successes,
                   case when m.errors is null then '{}' else
                       (select jsonb_object_agg(c.name, c.times)
                        from (select e as name, count(*) as times from unnest(m.errors) e group by 1) c) end,
                   m.input_tokens, m.cached_input_tokens, m.output_tokens, m.priced, m.cost_usd, m.cost_squares, m.timed,
                   m.latency_us, m.latency_squares, m.scored, m.confidence, m.confidence_squares, m.needs_review,
                   m.approved, m.rejected, m.violations,
                   coalesce((select array_agg(c.bucket::bigint << 32 | c.times order by c.bucket)
                             from (select b as bucket, count(*) as times from unnest(m.latencies) b group by 1) c), '{}'),
                   coalesce((select array_agg(c.bucket::bigint << 32 | c.times order by c.bucket)
                             from (select b as bucket, count(*) as times from unnest(m.costs) b group by 1) c), '{}'),
                   coalesce((select array_agg(c.bucket::bigint << 32 | c.times order by c.bucket)
                             from (select b as bucket, count(*) as times from unnest(m.confidences) b group by 1) c), '{}')
               )::execution_rollups
        from measured m);
    rollups := hours;
    for level in select * from (values ('day', 1), ('month', 1), ('hour', 0), ('day', 0), ('month', 0)) l (period, scope) loop
        finer := array(
            with parts as materialized (
                     select dense_rank() over (order by date_trunc(level.period, f.starts_at, 'UTC'), f.template_id * level.scope,
                                                   f.number * level.scope, f.environment, f.experiment, f.variant, f.model) as id,
                            f.*
                     from unnest(case when level.period = 'hour' or level.period = 'day' and level.scope = 1 then hours
                                      else finer end) f),
                 histograms as (
                     select c.of, array_agg(c.bucket << 32 | c.times order by c.bucket) as histogram
                     from (select h.of, h.entry >> 32 as bucket, sum(h.entry & 4294967295)::bigint as times
                           from (select p.id * 4 as of, unnest(p.latency_histogram) as entry from parts p
                                 union all select p.id * 4 + 1, unnest(p.cost_histogram) from parts p
                                 union all select p.id * 4 + 2, unnest(p.confidence_histogram) from parts p) h
                           group by 1, 2) c
                     group by 1),
                 failures as (
                     select c.id, jsonb_object_agg(c.name, c.times) as errors
                     from (select p.id, e.key as name, sum(e.value::bigint) as times
                           from parts p, jsonb_each_text(p.errors) e group by 1, 2) c
                     group by 1),
                 sums as (
                     select p.id, min(p.starts_at) as starts_at, min(p.template_id) as template_id, min(p.number) as number,
                            min(p.environment) as environment, min(p.experiment) as experiment, min(p.variant) as variant,
                            min(p.model) as model, sum(p.executions) as executions, sum(p.successes) as successes,
                            sum(p.input_tokens) as input_tokens, sum(p.cached_input_tokens) as cached_input_tokens,
                            sum(p.output_tokens) as output_tokens, sum(p.priced) as priced, sum(p.cost_usd) as cost_usd,
                            sum(p.cost_squares) as cost_squares, sum(p.timed) as timed, sum(p.latency_us) as latency_us,
                            sum(p.latency_squares) as latency_squares, sum(p.scored) as scored,
                            sum(p.confidence) as confidence, sum(p.confidence_squares) as confidence_squares,
                            sum(p.needs_review) as needs_review, sum(p.approved) as approved, sum(p.rejected) as rejected,
                            sum(p.violations) as violations
                     from parts p group by 1)
            select row(level.period, date_trunc(level.period, s.starts_at, 'UTC'), s.template_id * level.scope,
                       s.number * level.scope, s.environment, s.experiment, s.variant, s.model, s.executions, s.successes,
                       coalesce(f.errors, '{}'), s.input_tokens, s.cached_input_tokens, s.output_tokens, s.priced,
                       s.cost_usd, s.cost_squares, s.timed, s.latency_us, s.latency_squares, s.scored, s.confidence,
                       s.confidence_squares, s.needs_review, s.approved, s.rejected, s.violations,
                       coalesce(l.histogram, '{}'), coalesce(c.histogram, '{}'), coalesce(q.histogram, '{}')
                   )::execution_rollups
            from sums s
                 left join failures f on f.id = s.id
                 left join histograms l on l.of = s.id * 4
                 left join histograms c on c.of = s.id * 4 + 1
                 left join histograms q on q.of = s.id * 4 + 2);
        rollups := rollups || finer;
    end loop;
    insert into execution_rollups as r
    select * from unnest(rollups) u
    order by u.period, u.template_id, u.starts_at -- where the index has them
    on conflict on constraint execution_rollups_pkey do update
    set executions = r.executions + excluded.executions, successes = r.successes + excluded.successes,
        errors = merge_counts(r.errors, excluded.errors), input_tokens = r.input_tokens + excluded.input_tokens,
        cached_input_tokens = r.cached_input_tokens + excluded.cached_input_tokens,
        output_tokens = r.output_tokens + excluded.output_tokens, priced = r.priced + excluded.priced,
        cost_usd = r.cost_usd + excluded.cost_usd, cost_squares = r.cost_squares + excluded.cost_squares,
        timed = r.timed + excluded.timed, latency_us = r.latency_us + excluded.latency_us,
        latency_squares = r.latency_squares + excluded.latency_squares, scored = r.scored + excluded.scored,
        confidence = r.confidence + excluded.confidence,
        confidence_squares = r.confidence_squares + excluded.confidence_squares,
        needs_review = r.needs_review + excluded.needs_review, approved = r.approved + excluded.approved,
        rejected = r.rejected + excluded.rejected, violations = r.violations + excluded.violations,
        latency_histogram = merge_histogram(r.latency_histogram || excluded.latency_histogram),
        cost_histogram = merge_histogram(r.cost_histogram || excluded.cost_histogram),
        confidence_histogram = merge_histogram(r.confidence_histogram || excluded.confidence_histogram);
    return (select coalesce(sum(h.executions), 0) from unnest(hours) h);
end
$$;
