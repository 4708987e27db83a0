-- Rollups hold violated rules again, as far as rows are there to count them.
with hours as materialized (
         select date_trunc('hour', e.started_at, 'UTC') as hour, e.template_id, e.number, e.environment,
                coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant, coalesce(e.model, '') as model,
                sum(e.violations - 1) as repeats
         from promptuary.prompt_executions e
         where e.violations > 1 and e.recorded_in < (select s.rolled_up_to from promptuary.execution_rollup_state s)
         group by 1, 2, 3, 4, 5, 6, 7),
     periods as (
         select l.period, date_trunc(l.period, h.hour, 'UTC') as starts_at, h.template_id * l.scope as template_id,
                h.number * l.scope as number, h.environment, h.experiment, h.variant, h.model, sum(h.repeats)::bigint as repeats
         from hours h, (values ('hour', 1), ('day', 1), ('month', 1), ('hour', 0), ('day', 0), ('month', 0)) l (period, scope)
         group by 1, 2, 3, 4, 5, 6, 7, 8)
update promptuary.execution_rollups r set violations = r.violations + p.repeats
from periods p
where (r.period, r.starts_at, r.template_id, r.number, r.environment, r.experiment, r.variant, r.model)
      = (p.period, p.starts_at, p.template_id, p.number, p.environment, p.experiment, p.variant, p.model);
drop view promptuary.prompt_template_performance;
drop view promptuary.execution_measures;
create view promptuary.execution_measures as
select e.recorded_in, e.started_at, date_trunc('hour', e.started_at, 'UTC') as hour, e.template_id, e.number, e.environment,
       coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant, coalesce(e.model, '') as model,
       e.success, case when not e.success then coalesce(e.error_type, '') end as error_type,
       e.input_tokens, e.cached_input_tokens, e.output_tokens, e.cost_usd, e.latency_us, e.confidence,
       e.needs_review, e.review_outcome, e.violations,
       case when e.latency_us > 0 then ceil(ln(e.latency_us / 1000.0::float8) / ln(1.01::float8 / 0.99))
            when e.latency_us = 0 then -32768 end::integer as latency_bucket,
       case when e.cost_usd > 0 then ceil(ln(e.cost_usd::float8) / ln(1.01::float8 / 0.99))
            when e.cost_usd = 0 then -32768 end::integer as cost_bucket,
       case when e.confidence > 0 then ceil(ln(e.confidence::float8) / ln(1.01::float8 / 0.99))
            when e.confidence = 0 then -32768 end::integer as confidence_bucket
from promptuary.prompt_executions e;
create view promptuary.prompt_template_performance as
with totals as (
         select r.template_id, r.number, r.executions, r.successes, r.input_tokens, r.output_tokens, r.priced, r.cost_usd,
                r.timed, r.latency_us, r.scored, r.confidence, r.needs_review
         from promptuary.execution_rollups r
         where r.period = 'month' and r.template_id > 0
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
grant select on promptuary.execution_measures, promptuary.prompt_template_performance to promptuary_viewer;
alter table promptuary.execution_rollups drop column guarded;
comment on column promptuary.execution_rollups.violations is null;
alter table promptuary.prompt_executions drop column guarded;

comment on column promptuary.execution_settings.payload_bytes is 'The longest text of each kind that is kept of an execution.';
comment on column promptuary.execution_payloads.cut is 'The texts that were longer than execution_settings.payload_bytes and are kept in part.';
alter table promptuary.execution_rollup_state drop column verdicts;

comment on column promptuary.alert_events.resolution is null;
update promptuary.alert_events set resolution = case when resolution like 'rule%' then 'rule_changed' else 'replaced' end
where resolution not in ('recovered', 'replaced', 'rule_changed');
set constraints all immediate; -- a table with triggers that wait cannot be altered
set constraints all deferred;
drop index promptuary.alert_events_incident;
alter table promptuary.alert_events
    drop column incident,
    drop column joined,
    drop constraint alert_events_resolution_known,
    add constraint alert_events_resolution_known check (resolution in ('recovered', 'replaced', 'rule_changed'));
