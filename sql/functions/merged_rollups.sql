-- merged_rollups(finer anyarray, span text, scope integer): anyarray
-- Purpose: adds up rollups, each of a version or of all together, to those of a longer period or a wider scope.
-- Method: what no other joins, as nearly all in the small steps of every day, is taken as it is: adding up histograms is what
--   costs time.
-- Parameters: finer, an array of execution_rollups (a function's own signature names no table); span, hour, day or month;
--   scope, 1 to keep versions apart, 0 for all together (template 0).
create or replace function promptuary.merged_rollups(finer anyarray, span text, scope integer) returns anyarray
language plpgsql stable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return array(
        with numbered as (
                 select dense_rank() over (order by date_trunc(span, f.starts_at, 'UTC'), f.template_id * scope, f.number * scope,
                                               f.environment, f.experiment, f.variant, f.model) as id, f.*
                 from unnest(finer) f),
             parts as materialized (select n.*, count(*) over (partition by n.id) > 1 as joined from numbered n),
             histograms as (
                 select c.of, array_agg(c.bucket << 32 | c.times order by c.bucket) as histogram
                 from (select h.of, h.entry >> 32 as bucket, sum((h.entry & 4294967295)::integer) as times
                       from (select p.id * 4 as of, unnest(p.latency_histogram) as entry from parts p where p.joined
                             union all select p.id * 4 + 1, unnest(p.cost_histogram) from parts p where p.joined
                             union all select p.id * 4 + 2, unnest(p.confidence_histogram) from parts p where p.joined) h
                       group by 1, 2) c
                 group by 1),
             failures as (
                 select c.id, jsonb_object_agg(c.name, c.times) as errors
                 from (select p.id, e.key as name, sum(e.value::bigint) as times
                       from parts p, jsonb_each_text(p.errors) e where p.joined group by 1, 2) c
                 group by 1),
             sums as (
                 select p.id, p.joined, min(p.starts_at) as starts_at, min(p.template_id) as template_id,
                        min(p.number) as number, min(p.environment) as environment, min(p.experiment) as experiment,
                        min(p.variant) as variant, min(p.model) as model, sum(p.executions) as executions,
                        sum(p.successes) as successes, sum(p.input_tokens) as input_tokens,
                        sum(p.cached_input_tokens) as cached_input_tokens, sum(p.output_tokens) as output_tokens,
                        sum(p.priced) as priced, sum(p.cost_usd) as cost_usd, sum(p.cost_squares) as cost_squares,
                        sum(p.timed) as timed, sum(p.latency_us) as latency_us, sum(p.latency_squares) as latency_squares,
                        sum(p.scored) as scored, sum(p.confidence) as confidence,
                        sum(p.confidence_squares) as confidence_squares, sum(p.needs_review) as needs_review,
                        sum(p.approved) as approved, sum(p.rejected) as rejected, sum(p.violations) as violations,
                        sum(p.guarded) as guarded
                 from parts p group by 1, 2),
             alone as (
                 select p.id, p.errors, p.latency_histogram, p.cost_histogram, p.confidence_histogram
                 from parts p where not p.joined)
        select row(span, date_trunc(span, s.starts_at, 'UTC'), s.template_id * scope, s.number * scope, s.environment,
                   s.experiment, s.variant, s.model, s.executions, s.successes, coalesce(a.errors, f.errors, '{}'),
                   s.input_tokens, s.cached_input_tokens, s.output_tokens, s.priced, s.cost_usd, s.cost_squares, s.timed,
                   s.latency_us, s.latency_squares, s.scored, s.confidence, s.confidence_squares, s.needs_review,
                   s.approved, s.rejected, s.violations, coalesce(a.latency_histogram, l.histogram, '{}'),
                   coalesce(a.cost_histogram, c.histogram, '{}'), coalesce(a.confidence_histogram, q.histogram, '{}'),
                   s.guarded
               )::execution_rollups
        from sums s
             left join alone a on a.id = s.id
             left join failures f on f.id = s.id
             left join histograms l on l.of = s.id * 4
             left join histograms c on c.of = s.id * 4 + 1
             left join histograms q on q.of = s.id * 4 + 2);
end
$$;
