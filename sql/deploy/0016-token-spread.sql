-- Tokens of each execution have an interval as cost has: how many executions named them, and the sums of their squares.

do $$
begin
    perform from promptuary.execution_rollup_state for update; -- nobody rolls up meanwhile
end
$$;

alter table promptuary.execution_rollups
    add column input_counted bigint,
    add column input_squares double precision,
    add column output_counted bigint,
    add column output_squares double precision;
comment on column promptuary.execution_rollups.input_counted is
    'Executions that named their input tokens; of those whose rows were dropped before it was counted, all.';
comment on column promptuary.execution_rollups.input_squares is
    'Sum of squares of input tokens; null, not known, where rows were dropped before it was summed up: what is added stays null.';
comment on column promptuary.execution_rollups.output_counted is
    'Executions that named their output tokens; of those whose rows were dropped before it was counted, all.';
comment on column promptuary.execution_rollups.output_squares is
    'Sum of squares of output tokens; null, not known, where rows were dropped before it was summed up: what is added stays null.';

-- Of rows that are there both are known; the squares of a rollup, where all of its rows are. Who named none is taken from the
-- number of executions, so that what is of days adds up to what is of their month, rows or not.
with hours as materialized (
         select date_trunc('hour', e.started_at, 'UTC') as hour, e.template_id, e.number, e.environment,
                coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant, coalesce(e.model, '') as model,
                count(*) as executions, count(*) - count(e.input_tokens) as no_input,
                count(*) - count(e.output_tokens) as no_output, sum(e.input_tokens::float8 * e.input_tokens) as input_squares,
                sum(e.output_tokens::float8 * e.output_tokens) as output_squares
         from promptuary.prompt_executions e
         where e.recorded_in < (select s.rolled_up_to from promptuary.execution_rollup_state s)
         group by 1, 2, 3, 4, 5, 6, 7),
     periods as (
         select l.period, date_trunc(l.period, h.hour, 'UTC') as starts_at, h.template_id * l.template as template_id,
                h.number * l.version as number, h.environment, h.experiment, h.variant, h.model,
                sum(h.executions) as executions, sum(h.no_input)::bigint as no_input, sum(h.no_output)::bigint as no_output,
                coalesce(sum(h.input_squares), 0) as input_squares, coalesce(sum(h.output_squares), 0) as output_squares
         from hours h, (select p, s.* from unnest(array['hour', 'day', 'month']) p, (values (1, 1), (1, 0), (0, 0)) s)
                       l (period, template, version)
         group by 1, 2, 3, 4, 5, 6, 7, 8)
update promptuary.execution_rollups r
set input_counted = r.executions - p.no_input, input_squares = case when p.executions = r.executions then p.input_squares end,
    output_counted = r.executions - p.no_output, output_squares = case when p.executions = r.executions then p.output_squares end
from periods p
where (r.period, r.starts_at, r.template_id, r.number, r.environment, r.experiment, r.variant, r.model)
      = (p.period, p.starts_at, p.template_id, p.number, p.environment, p.experiment, p.variant, p.model);
update promptuary.execution_rollups set input_counted = executions, output_counted = executions where input_counted is null;
alter table promptuary.execution_rollups alter column input_counted set not null, alter column output_counted set not null;

create or replace view promptuary.prompt_template_performance as
with totals as (
         select r.template_id, r.number, r.executions, r.successes, r.input_tokens, r.input_counted, r.output_tokens,
                r.output_counted, r.priced, r.cost_usd, r.timed, r.latency_us, r.scored, r.confidence, r.needs_review
         from promptuary.execution_rollups r
         where r.period = 'month' and r.number > 0
         union all
         select m.template_id, m.number, 1, m.success::integer, m.input_tokens, (m.input_tokens is not null)::integer,
                m.output_tokens, (m.output_tokens is not null)::integer, (m.cost_usd is not null)::integer, m.cost_usd,
                (m.latency_us is not null)::integer, m.latency_us, (m.confidence is not null)::integer, m.confidence,
                m.needs_review::integer
         from promptuary.execution_measures m
         where m.recorded_in >= (select s.rolled_up_to from promptuary.execution_rollup_state s))
select t.id as template_id, t.key, t.name, s.number as version, sum(s.executions)::bigint as executions,
       sum(s.successes)::bigint as successes, sum(s.executions - s.successes)::bigint as failures,
       round(sum(s.successes) / sum(s.executions), 6) as success_rate,
       round(sum(s.latency_us) / nullif(sum(s.timed), 0) / 1000, 3) as mean_latency_ms,
       round(sum(s.input_tokens) / nullif(sum(s.input_counted), 0), 1) as mean_input_tokens,
       round(sum(s.output_tokens) / nullif(sum(s.output_counted), 0), 1) as mean_output_tokens,
       round(sum(s.cost_usd) / nullif(sum(s.priced), 0), 12) as mean_cost_usd, coalesce(sum(s.cost_usd), 0) as cost_usd,
       round(sum(s.confidence) / nullif(sum(s.scored), 0), 6) as mean_confidence,
       round(sum(s.needs_review) / sum(s.executions), 6) as review_rate
from totals s join promptuary.prompt_templates t on t.id = s.template_id
group by t.id, s.number;
comment on view promptuary.prompt_template_performance is
    'What each version did in all its time; always current. Each mean is one of the executions that named what it is of.';
