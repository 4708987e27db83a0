-- Tokens are those of each execution again, whether it named them or not.
create or replace view promptuary.prompt_template_performance as
with totals as (
         select r.template_id, r.number, r.executions, r.successes, r.input_tokens, r.output_tokens, r.priced, r.cost_usd,
                r.timed, r.latency_us, r.scored, r.confidence, r.needs_review
         from promptuary.execution_rollups r
         where r.period = 'month' and r.number > 0
         union all
         select m.template_id, m.number, 1, m.success::integer, m.input_tokens, m.output_tokens,
                (m.cost_usd is not null)::integer, m.cost_usd, (m.latency_us is not null)::integer, m.latency_us,
                (m.confidence is not null)::integer, m.confidence, m.needs_review::integer
         from promptuary.execution_measures m
         where m.recorded_in >= (select s.rolled_up_to from promptuary.execution_rollup_state s))
select t.id as template_id, t.key, t.name, s.number as version, sum(s.executions)::bigint as executions,
       sum(s.successes)::bigint as successes, sum(s.executions - s.successes)::bigint as failures,
       round(sum(s.successes) / sum(s.executions), 6) as success_rate,
       round(sum(s.latency_us) / nullif(sum(s.timed), 0) / 1000, 3) as mean_latency_ms,
       round(sum(s.input_tokens) / sum(s.executions), 1) as mean_input_tokens,
       round(sum(s.output_tokens) / sum(s.executions), 1) as mean_output_tokens,
       round(sum(s.cost_usd) / nullif(sum(s.priced), 0), 12) as mean_cost_usd, coalesce(sum(s.cost_usd), 0) as cost_usd,
       round(sum(s.confidence) / nullif(sum(s.scored), 0), 6) as mean_confidence,
       round(sum(s.needs_review) / sum(s.executions), 6) as review_rate
from totals s join promptuary.prompt_templates t on t.id = s.template_id
group by t.id, s.number;
comment on view promptuary.prompt_template_performance is 'What each version did in all its time; always current.';

alter table promptuary.execution_rollups
    drop column input_counted, drop column input_squares, drop column output_counted, drop column output_squares;

-- An older program makes its own, of fewer columns.
drop function if exists promptuary.execution_metrics(timestamptz, timestamptz, text, text, bigint[], integer[],
    text, text, boolean);
