-- Fills the log anew: `count` executions of 500 versions over the last 30 days, rolled up day by day, and two years of rollups.
-- The last hour goes on at the same pace, its last minute in no rollup yet, as it is where agents work.
-- psql -v count=1000000 -f populate_executions.sql (as the schema's owner, after populate.sql)
\set ON_ERROR_STOP 1
set search_path = promptuary;
set synchronous_commit = off;
set client_min_messages = warning;
truncate prompt_executions, execution_payloads, execution_rollups;
-- Some days around now, and some that nothing else is in, for executions.py.
select ensure_execution_day((now() at time zone 'UTC')::date - n)
from (select generate_series(-1, 30) union all select generate_series(1000, 1002)) d (n) \g /dev/null

drop schema if exists bench cascade;
create schema bench;
create table bench.versions as
select row_number() over (order by t.id, v) - 1 as place, t.id as template_id, v as number
from (select id from prompt_templates where newest >= 5 order by id limit 100) t, generate_series(1, 5) v;

-- A few templates do most of the work, as everywhere: the n-th has a share of about 1/n, the first 15 %, the last 0.2 %. Log-normal latencies and costs with a rhythm, as real ones have, within a time.
create function bench.fill(since timestamptz, length interval, rows bigint) returns void language sql as $$
    insert into promptuary.prompt_executions (id, started_at, template_id, recorded_in, number, input_tokens,
        cached_input_tokens, output_tokens, success, needs_review, latency_us, environment, model, error_type, cost_usd, confidence)
    select gen_random_uuid(), since + (0.5 + 0.25 * sin(r.a * 6.283) * r.b + (r.a - 0.5) * 0.9) * length, v.template_id,
           pg_current_xact_id()::text::bigint, v.number, (500 * exp(r.b))::integer, 0, (200 * exp(r.c))::integer, r.d > 0.02,
           r.d > 0.97, (800000 * exp(r.b + r.c - 1))::bigint, 'production', (array['small', 'large'])[1 + (r.d * 2)::integer % 2],
           case when r.d <= 0.02 then (array['timeout', 'rate_limit', 'invalid_json'])[1 + (r.a * 3)::integer % 3] end,
           round((0.001 * exp(r.b + r.c))::numeric, 9), round((1 - r.b * r.c * 0.5)::numeric, 4)
    from (select random() as a, random() as b, random() as c, random() as d, floor(exp(random() * ln(101)) - 1) * 5 + floor(random() * 5) as place
          from generate_series(1, rows)) r join bench.versions v using (place)
$$;
-- A rollup takes what has ended: the day that the statement before filled.
select format('do $$ begin perform roll_up_executions(), bench.fill(%L, %L, %s); end $$',
              date_trunc('day', now(), 'UTC') - n * interval '1 day', interval '1 day', :count / 30)
from generate_series(1, 30) n \gexec
select roll_up_executions(), bench.fill(now() - interval '1 hour', '59 minutes', :count / 720) \g /dev/null
select roll_up_executions() \g /dev/null

-- Earlier rollups: the same thirty days again and again, by the hour as far back as hours are kept.
select string_agg(case attname when 'starts_at' then 'starts_at - k * interval ''30 days''' else attname end, ', ' order by attnum)
    as columns
from pg_attribute where attrelid = 'execution_rollups'::regclass and attnum > 0 \gset
insert into execution_rollups
select :columns from execution_rollups, generate_series(1, 23) k
where starts_at < date_trunc('day', now(), 'UTC') and (period = 'day' or period = 'hour' and k <= 2);
-- Each month that began before the thirty days is the thirty days together.
create aggregate bench.together(anycompatiblearray) (sfunc = array_cat, stype = anycompatiblearray, initcond = '{}');
create aggregate bench.together(jsonb) (sfunc = merge_counts, stype = jsonb, initcond = '{}');
create table bench.month as
select template_id, number, environment, experiment, variant, model, sum(executions) as executions, sum(successes) as successes,
       bench.together(errors) as errors, sum(input_tokens) as input_tokens, sum(cached_input_tokens) as cached_input_tokens,
       sum(output_tokens) as output_tokens, sum(priced) as priced, sum(cost_usd) as cost_usd, sum(cost_squares) as cost_squares,
       sum(timed) as timed, sum(latency_us) as latency_us, sum(latency_squares) as latency_squares, sum(scored) as scored,
       sum(confidence) as confidence, sum(confidence_squares) as confidence_squares, sum(needs_review) as needs_review,
       sum(approved) as approved, sum(rejected) as rejected, sum(violations) as violations,
       merge_histogram(bench.together(latency_histogram)) as latency_histogram,
       merge_histogram(bench.together(cost_histogram)) as cost_histogram,
       merge_histogram(bench.together(confidence_histogram)) as confidence_histogram, sum(guarded) as guarded,
       sum(input_counted) as input_counted, sum(input_squares) as input_squares, sum(output_counted) as output_counted,
       sum(output_squares) as output_squares
from execution_rollups
where period = 'month'
group by template_id, number, environment, experiment, variant, model;
delete from execution_rollups where period = 'month' and starts_at < now() - interval '30 days';
insert into execution_rollups
select 'month', date_trunc('month', now() - interval '30 days', 'UTC') - k * interval '1 month', m.*
from bench.month m, generate_series(0, 23) k;
vacuum analyze prompt_executions;
vacuum analyze execution_rollups;
select bench.fill(now() - interval '1 minute', '1 minute', :count / 43200) \g /dev/null
