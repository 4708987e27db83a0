-- Fills the log: `count` executions of 500 versions over the last 30 days, rolled up day by day, and two years of rollups.
-- psql -v count=1000000 -f populate_executions.sql
\set ON_ERROR_STOP 1
set search_path = promptuary;
set synchronous_commit = off;
select ensure_execution_day((now() at time zone 'UTC')::date - n) from generate_series(0, 30) n \g /dev/null

create temporary table measured_versions as
select row_number() over () - 1 as place, t.id as template_id, v as number
from (select id from prompt_templates where newest >= 5 order by id limit 100) t, generate_series(1, 5) v;

-- Log-normal latencies and costs with a daily rhythm, as real ones have.
create function pg_temp.fill(day timestamptz, rows integer) returns void language sql as $$
    insert into promptuary.prompt_executions (id, started_at, template_id, recorded_in, number, input_tokens,
        cached_input_tokens, output_tokens, success, needs_review, latency_us, environment, model, error_type, cost_usd, confidence)
    select gen_random_uuid(), day + (0.5 + 0.3 * sin(r.a * 6.283) * r.b + (r.a - 0.5) * 0.9) * interval '20 hours', v.template_id,
           pg_current_xact_id()::text::bigint, v.number, (500 * exp(r.b))::integer, 0, (200 * exp(r.c))::integer, r.d > 0.02,
           r.d > 0.97, (800000 * exp(r.b + r.c - 1))::bigint, 'production', (array['small', 'large'])[1 + (r.d * 2)::integer % 2],
           case when r.d <= 0.02 then (array['timeout', 'rate_limit', 'invalid_json'])[1 + (r.a * 3)::integer % 3] end,
           round((0.001 * exp(r.b + r.c))::numeric, 9), round((1 - r.b * r.c * 0.5)::numeric, 4)
    from (select random() as a, random() as b, random() as c, random() as d, (random() * 499)::integer as place
          from generate_series(1, rows)) r join measured_versions v using (place)
$$;
select format('select pg_temp.fill(%L, %s); select roll_up_executions();',
              date_trunc('day', now(), 'UTC') - n * interval '1 day', (:count / 30)::integer)
from generate_series(1, 30) n \gexec
-- The two run in one transaction, and a rollup takes what has ended.
select roll_up_executions() \g /dev/null

-- Earlier rollups: the same thirty days again and again.
insert into execution_rollups
select r.period, r.starts_at - k * interval '30 days', r.template_id, r.number, r.environment, r.experiment, r.variant, r.model,
       r.executions, r.successes, r.errors, r.input_tokens, r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd,
       r.cost_squares, r.timed, r.latency_us, r.latency_squares, r.scored, r.confidence, r.confidence_squares, r.needs_review,
       r.approved, r.rejected, r.violations, r.latency_histogram, r.cost_histogram, r.confidence_histogram
from execution_rollups r, generate_series(1, 23) k
where r.period = 'day' or (r.period = 'hour' and k <= 2)
on conflict do nothing;
insert into execution_rollups
select 'month', s.month, s.template_id, s.number, s.environment, '', '', s.model, s.executions, s.successes, '{}', s.input_tokens, 0,
       s.output_tokens, s.priced, s.cost_usd, s.cost_squares, s.timed, s.latency_us, s.latency_squares, s.scored, s.confidence,
       s.confidence_squares, s.needs_review, 0, 0, 0, coalesce(h.latencies, '{}'), '{}', '{}'
from (select date_trunc('month', r.starts_at, 'UTC') as month, r.template_id, r.number, r.environment, r.model,
             sum(r.executions)::bigint as executions, sum(r.successes)::bigint as successes, sum(r.input_tokens)::bigint as input_tokens,
             sum(r.output_tokens)::bigint as output_tokens, sum(r.priced)::bigint as priced, sum(r.cost_usd) as cost_usd,
             sum(r.cost_squares) as cost_squares, sum(r.timed)::bigint as timed, sum(r.latency_us)::bigint as latency_us,
             sum(r.latency_squares) as latency_squares, sum(r.scored)::bigint as scored, sum(r.confidence) as confidence,
             sum(r.confidence_squares) as confidence_squares, sum(r.needs_review)::bigint as needs_review
      from execution_rollups r where r.period = 'day' group by 1, 2, 3, 4, 5) s
     left join (select b.month, b.template_id, b.number, b.environment, b.model,
                       array_agg(b.bucket << 32 | b.times order by b.bucket) as latencies
                from (select date_trunc('month', r.starts_at, 'UTC') as month, r.template_id, r.number, r.environment, r.model,
                             l.entry >> 32 as bucket, sum(l.entry & 4294967295)::bigint as times
                      from execution_rollups r, unnest(r.latency_histogram) l (entry)
                      where r.period = 'day' group by 1, 2, 3, 4, 5, 6) b group by 1, 2, 3, 4, 5) h
         using (month, template_id, number, environment, model)
on conflict do nothing;
vacuum analyze prompt_executions;
vacuum analyze execution_rollups;
