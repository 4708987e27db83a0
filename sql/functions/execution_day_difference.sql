-- execution_day_difference(day date): text
-- Purpose: compares the rollups of a day (UTC) with the executions they are made of, version by version.
-- Returns: null where they are equal, else the first difference.
create or replace function promptuary.execution_day_difference(day date) returns text
language sql stable set search_path = promptuary, pg_temp set jit = off as $$
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
                    percentile_disc(array[0.5, 0.95, 0.99]) within group (order by m.latency_us) as percentiles
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
                    sum(r.violations * s.sign) as violations, bool_or(s.sign < 0) as late,
                    max(r.latency_histogram) filter (where s.sign > 0) as latency_histogram
             from execution_rollups r
                  join (values ('day', 1), ('dropped', -1)) s (period, sign) using (period), bounds b
             where r.starts_at = b.start and r.template_id > 0
             group by 1, 2, 3, 4, 5, 6
             having sum(r.executions * s.sign) <> 0)
    select format('The rollup of %s differs from its executions: template %s, version %s, %s.', day,
                  coalesce(r.template_id, s.template_id), coalesce(r.number, s.number),
                  coalesce(r.environment, s.environment))
    from raw r full join summed s using (template_id, number, environment, experiment, variant, model)
    where (r.executions, r.successes, r.input_tokens, r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd, r.timed,
           r.latency_us, r.scored, r.confidence, r.needs_review, r.approved, r.rejected, r.violations)
          is distinct from
          (s.executions, s.successes, s.input_tokens, s.cached_input_tokens, s.output_tokens, s.priced, s.cost_usd, s.timed,
           s.latency_us, s.scored, s.confidence, s.needs_review, s.approved, s.rejected, s.violations)
       -- What late executions add to a day's histogram cannot be told from what was there.
       or (not s.late and exists (select from unnest(array[0.5, 0.95, 0.99], r.percentiles) as p (share, exact)
                                  where abs(histogram_quantile(s.latency_histogram, p.share) - p.exact / 1000.0)
                                        > 0.0101 * p.exact / 1000.0))
    limit 1
$$;
