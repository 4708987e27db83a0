-- execution_day_difference(day date): text
-- Purpose: compares the rollups of a day (UTC) with the executions they are made of, version by version: counts, failures by
--   type and sums exactly, percentiles of latency, cost and confidence within 1 %; then the rollups with each other.
-- Returns: null where they are equal, else the first difference.
create or replace function promptuary.execution_day_difference(day date) returns text
language sql stable set search_path = promptuary, pg_temp set timezone = 'UTC' set jit = off as $$
    with bounds as (select day::timestamp at time zone 'UTC' as start),
         raw as (
             select m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, count(*) as executions,
                    count(*) filter (where m.success) as successes, coalesce(sum(m.input_tokens), 0) as input_tokens,
                    coalesce(sum(m.cached_input_tokens), 0) as cached_input_tokens,
                    coalesce(sum(m.output_tokens), 0) as output_tokens, count(m.cost_usd) as priced,
                    coalesce(sum(m.cost_usd), 0) as cost_usd, count(m.latency_us) as timed,
                    coalesce(sum(m.latency_us), 0) as latency_us, count(m.confidence) as scored,
                    coalesce(sum(m.confidence), 0) as confidence,
                    count(*) filter (where m.needs_review) as needs_review,
                    count(*) filter (where m.review_outcome = 'approved') as approved,
                    count(*) filter (where m.review_outcome = 'rejected') as rejected, sum(m.violations) as violations,
                    sum(m.guarded) as guarded, count(m.input_tokens) as input_counted, count(m.output_tokens) as output_counted,
                    sum(m.cost_usd::float8 ^ 2) as cost_squares, sum((m.latency_us / 1e6::float8) ^ 2) as latency_squares,
                    sum(m.confidence::float8 ^ 2) as confidence_squares, sum(m.input_tokens::float8 ^ 2) as input_squares,
                    sum(m.output_tokens::float8 ^ 2) as output_squares,
                    percentile_disc(array[0.5, 0.95, 0.99]) within group (order by m.latency_us) as latencies,
                    percentile_disc(array[0.5, 0.95, 0.99]) within group (order by m.cost_usd) as costs,
                    percentile_disc(array[0.5, 0.95, 0.99]) within group (order by m.confidence) as confidences
             from execution_measures m, bounds b
             where m.started_at >= b.start and m.started_at < b.start + interval '1 day'
             group by 1, 2, 3, 4, 5, 6),
         summed as (
             select r.template_id, r.number, r.environment, r.experiment, r.variant, r.model,
                    sum(r.executions * s.sign) as executions, sum(r.successes * s.sign) as successes,
                    sum(r.input_tokens * s.sign) as input_tokens,
                    sum(r.cached_input_tokens * s.sign) as cached_input_tokens,
                    sum(r.output_tokens * s.sign) as output_tokens, sum(r.priced * s.sign) as priced,
                    sum(r.cost_usd * s.sign) as cost_usd, sum(r.timed * s.sign) as timed,
                    sum(r.latency_us * s.sign) as latency_us, sum(r.scored * s.sign) as scored,
                    sum(r.confidence * s.sign) as confidence, sum(r.needs_review * s.sign) as needs_review,
                    sum(r.approved * s.sign) as approved, sum(r.rejected * s.sign) as rejected,
                    sum(r.violations * s.sign) as violations, sum(r.guarded * s.sign) as guarded,
                    sum(r.input_counted * s.sign) as input_counted, sum(r.output_counted * s.sign) as output_counted,
                    bool_or(s.sign < 0) as late,
                    sum(r.cost_squares * s.sign) as cost_squares, sum(r.latency_squares * s.sign) as latency_squares,
                    sum(r.confidence_squares * s.sign) as confidence_squares,
                    case when count(*) = count(r.input_squares) then sum(r.input_squares * s.sign) end as input_squares,
                    case when count(*) = count(r.output_squares) then sum(r.output_squares * s.sign) end as output_squares,
                    sum(r.input_squares) as input_held, sum(r.output_squares) as output_held,
                    max(r.latency_histogram) filter (where s.sign > 0) as latency_histogram,
                    max(r.cost_histogram) filter (where s.sign > 0) as cost_histogram,
                    max(r.confidence_histogram) filter (where s.sign > 0) as confidence_histogram
             from execution_rollups r
                  join (values ('day', 1), ('dropped', -1)) s (period, sign) using (period), bounds b
             where r.starts_at = b.start and r.number > 0
             group by 1, 2, 3, 4, 5, 6
             having sum(r.executions * s.sign) <> 0),
         failures as (
             select sum(f.times * f.sign) as times, f.template_id, f.number, f.environment
             from (select 1 as sign, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, m.error_type,
                          count(*) as times
                   from execution_measures m, bounds b
                   where m.started_at >= b.start and m.started_at < b.start + interval '1 day' and not m.success
                   group by 2, 3, 4, 5, 6, 7, 8
                   union all
                   select -s.sign, r.template_id, r.number, r.environment, r.experiment, r.variant, r.model, e.key, e.value::bigint
                   from execution_rollups r
                        join (values ('day', 1), ('dropped', -1)) s (period, sign) using (period),
                        bounds b, jsonb_each_text(r.errors) e
                   where r.starts_at = b.start and r.number > 0) f
             group by f.template_id, f.number, f.environment, f.experiment, f.variant, f.model, f.error_type
             having sum(f.times * f.sign) <> 0)
    select format('The rollup of %s differs from its executions: template %s, version %s, %s.', day,
                  coalesce(r.template_id, s.template_id), coalesce(r.number, s.number),
                  coalesce(r.environment, s.environment))
    from raw r full join summed s using (template_id, number, environment, experiment, variant, model)
    where (r.executions, r.successes, r.input_tokens, r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd, r.timed,
           r.latency_us, r.scored, r.confidence, r.needs_review, r.approved, r.rejected, r.violations, r.guarded,
           r.input_counted, r.output_counted)
          is distinct from
          (s.executions, s.successes, s.input_tokens, s.cached_input_tokens, s.output_tokens, s.priced, s.cost_usd, s.timed,
           s.latency_us, s.scored, s.confidence, s.needs_review, s.approved, s.rejected, s.violations, s.guarded,
           s.input_counted, s.output_counted)
       -- Sums of squares round in each order differently; what was subtracted leaves a little more.
       or abs(coalesce(r.cost_squares, 0) - s.cost_squares) > 1e-6 * s.cost_squares + 1e-18
       or abs(coalesce(r.latency_squares, 0) - s.latency_squares) > 1e-6 * s.latency_squares + 1e-12
       or abs(coalesce(r.confidence_squares, 0) - s.confidence_squares) > 1e-6 * s.confidence_squares + 1e-12
       -- Null where they are not known; those of tokens are so large that what is left grows with them.
       or abs(coalesce(r.input_squares, 0) - s.input_squares) > 1e-6 * s.input_squares + 1e-12 * s.input_held
       or abs(coalesce(r.output_squares, 0) - s.output_squares) > 1e-6 * s.output_squares + 1e-12 * s.output_held
       -- What late executions add to a day's histogram cannot be told from what was there.
       or (not s.late and exists (select from unnest(array[0.5, 0.95, 0.99], r.latencies, r.costs, r.confidences)
                                             as p (share, latency, cost, confidence)
                                  where abs(histogram_quantile(s.latency_histogram, p.share) - p.latency / 1000.0)
                                        > 0.0101 * p.latency / 1000.0
                                     or abs(histogram_quantile(s.cost_histogram, p.share) - p.cost::float8)
                                        > 0.0101 * p.cost::float8
                                     or abs(histogram_quantile(s.confidence_histogram, p.share) - p.confidence::float8)
                                        > 0.0101 * p.confidence::float8))
    union all
    select format('The rollup of %s differs from its executions: failures of template %s, version %s, %s.', day, f.template_id,
                  f.number, f.environment)
    from failures f
    union all
    select rollup_day_difference(day) where rollup_day_difference(day) is not null
    limit 1
$$;
