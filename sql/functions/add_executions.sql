-- add_executions(since bigint, until bigint): bigint
-- Purpose: adds to the rollups the executions recorded by transactions from since up to and without until.
-- Returns: how many they are.
create or replace function promptuary.add_executions(since bigint, until bigint) returns bigint
language plpgsql set search_path = promptuary, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    taken bigint;
begin
    with picked as materialized (
             select * from recorded_executions(since, until)),
         hours as materialized (
             select m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model,
                    count(*) as executions, count(*) filter (where m.success) as successes,
                    sum(m.input_tokens) as input_tokens, sum(m.cached_input_tokens) as cached_input_tokens,
                    sum(m.output_tokens) as output_tokens, count(m.cost_usd) as priced, sum(m.cost_usd) as cost_usd,
                    sum(m.cost_usd::float8 ^ 2) as cost_squares, count(m.latency_us) as timed,
                    sum(m.latency_us) as latency_us, sum((m.latency_us / 1e6::float8) ^ 2) as latency_squares,
                    count(m.confidence) as scored, sum(m.confidence) as confidence,
                    sum(m.confidence::float8 ^ 2) as confidence_squares,
                    count(*) filter (where m.needs_review) as needs_review,
                    count(*) filter (where m.review_outcome = 'approved') as approved,
                    count(*) filter (where m.review_outcome = 'rejected') as rejected,
                    sum(m.violations) as violations
             from picked m group by 1, 2, 3, 4, 5, 6, 7),
         entries as materialized (
             select m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, 'l' as kind,
                    m.latency_bucket::text as name, count(*) as times
             from picked m where m.latency_bucket is not null group by 1, 2, 3, 4, 5, 6, 7, 9
             union all
             select m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, 'c',
                    m.cost_bucket::text, count(*)
             from picked m where m.cost_bucket is not null group by 1, 2, 3, 4, 5, 6, 7, 9
             union all
             select m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, 'q',
                    m.confidence_bucket::text, count(*)
             from picked m where m.confidence_bucket is not null group by 1, 2, 3, 4, 5, 6, 7, 9
             union all
             select m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, 'e',
                    m.error_type, count(*)
             from picked m where m.error_type is not null group by 1, 2, 3, 4, 5, 6, 7, 9),
         levels (period, scope) as (
             values ('hour', 1), ('day', 1), ('month', 1), ('hour', 0), ('day', 0), ('month', 0)),
         sums as (
             select l.period, date_trunc(l.period, h.hour, 'UTC') as starts_at, h.template_id * l.scope as template_id,
                    h.number * l.scope as number, h.environment, h.experiment, h.variant, h.model,
                    sum(h.executions) as executions, sum(h.successes) as successes, sum(h.input_tokens) as input_tokens,
                    sum(h.cached_input_tokens) as cached_input_tokens, sum(h.output_tokens) as output_tokens,
                    sum(h.priced) as priced, sum(h.cost_usd) as cost_usd, sum(h.cost_squares) as cost_squares,
                    sum(h.timed) as timed, sum(h.latency_us) as latency_us, sum(h.latency_squares) as latency_squares,
                    sum(h.scored) as scored, sum(h.confidence) as confidence,
                    sum(h.confidence_squares) as confidence_squares, sum(h.needs_review) as needs_review,
                    sum(h.approved) as approved, sum(h.rejected) as rejected, sum(h.violations) as violations
             from hours h, levels l group by 1, 2, 3, 4, 5, 6, 7, 8),
         named as (
             select l.period, date_trunc(l.period, e.hour, 'UTC') as starts_at, e.template_id * l.scope as template_id,
                    e.number * l.scope as number, e.environment, e.experiment, e.variant, e.model, e.kind, e.name,
                    sum(e.times)::bigint as times
             from entries e, levels l group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
         lists as (
             select n.period, n.starts_at, n.template_id, n.number, n.environment, n.experiment, n.variant, n.model,
                    array_agg(n.name::bigint << 32 | n.times order by n.name::bigint) filter (where n.kind = 'l') as latencies,
                    array_agg(n.name::bigint << 32 | n.times order by n.name::bigint) filter (where n.kind = 'c') as costs,
                    array_agg(n.name::bigint << 32 | n.times order by n.name::bigint) filter (where n.kind = 'q') as confidences,
                    jsonb_object_agg(n.name, n.times) filter (where n.kind = 'e') as errors
             from named n group by 1, 2, 3, 4, 5, 6, 7, 8),
         added as (
             insert into execution_rollups as r
             select s.period, s.starts_at, s.template_id, s.number, s.environment, s.experiment, s.variant, s.model,
                    s.executions, s.successes, coalesce(l.errors, '{}'), coalesce(s.input_tokens, 0),
                    coalesce(s.cached_input_tokens, 0), coalesce(s.output_tokens, 0), s.priced, coalesce(s.cost_usd, 0),
                    coalesce(s.cost_squares, 0), s.timed, coalesce(s.latency_us, 0), coalesce(s.latency_squares, 0),
                    s.scored, coalesce(s.confidence, 0), coalesce(s.confidence_squares, 0), s.needs_review, s.approved,
                    s.rejected, s.violations, coalesce(l.latencies, '{}'), coalesce(l.costs, '{}'),
                    coalesce(l.confidences, '{}')
             from sums s left join lists l using (period, starts_at, template_id, number, environment, experiment, variant, model)
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
                 confidence_histogram = merge_histogram(r.confidence_histogram || excluded.confidence_histogram))
    select count(*) into taken from picked;
    return taken;
end
$$;
