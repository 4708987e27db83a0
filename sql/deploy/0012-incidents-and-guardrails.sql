-- Alerts end with what they were about and are told of once for each incident; the share of executions that violate
-- guardrails is one of executions that guardrails judged.

-- An incident: what rules over one metric say of one version.
alter table promptuary.alert_events
    add column joined bigint,
    add column incident bigint generated always as (coalesce(joined, id)) stored,
    add constraint alert_events_joined_fkey foreign key (joined) references promptuary.alert_events (id),
    drop constraint alert_events_resolution_known,
    add constraint alert_events_resolution_known check (resolution in
        ('recovered', 'replaced', 'deactivated', 'archived', 'moved', 'too_few_executions', 'rule_changed', 'rule_disabled',
         'rule_removed'));
create index alert_events_incident on promptuary.alert_events (incident);
comment on column promptuary.alert_events.joined is
    'The alert of another rule that told of the same thing (metric, template, version, environment) and began the incident; null where this one began it.';
comment on column promptuary.alert_events.incident is 'The alert that began it, which may be this one. People and webhooks are told once for each.';
comment on column promptuary.alert_events.resolution is
    'Why it is over: the value recovered; the version was replaced, deactivated or archived; its template moved out of the rule''s task type; too few executions came to judge it; the rule was changed, disabled or removed.';

alter table promptuary.execution_rollup_state add column verdicts bigint not null default 0;
comment on column promptuary.execution_rollup_state.verdicts is
    'How often a rule could say something of a version, when rules were judged the last time.';

comment on column promptuary.execution_settings.payload_bytes is
    'The longest text of each kind that is kept of an execution, and the longest list of guardrail results, in bytes of UTF-8.';
comment on column promptuary.execution_payloads.cut is
    'What was longer than execution_settings.payload_bytes and is kept in part: texts, and guardrails, of which the first results are kept.';

-- What guardrails judged. The mark is a column of its own: most rows of a log without guardrails need no change.
alter table promptuary.prompt_executions add column guarded boolean not null default false;
comment on column promptuary.prompt_executions.guarded is 'Guardrails judged it: it came with their results.';
update promptuary.prompt_executions e set guarded = true
from promptuary.execution_payloads p
where p.id = e.id and p.started_at = e.started_at and p.guardrails is not null;

create or replace view promptuary.execution_measures as
select e.recorded_in, e.started_at, date_trunc('hour', e.started_at, 'UTC') as hour, e.template_id, e.number, e.environment,
       coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant, coalesce(e.model, '') as model,
       e.success, case when not e.success then coalesce(e.error_type, '') end as error_type,
       e.input_tokens, e.cached_input_tokens, e.output_tokens, e.cost_usd, e.latency_us, e.confidence,
       e.needs_review, e.review_outcome, (e.violations > 0)::integer as violations,
       case when e.latency_us > 0 then ceil(ln(e.latency_us / 1000.0::float8) / ln(1.01::float8 / 0.99))
            when e.latency_us = 0 then -32768 end::integer as latency_bucket,
       case when e.cost_usd > 0 then ceil(ln(e.cost_usd::float8) / ln(1.01::float8 / 0.99))
            when e.cost_usd = 0 then -32768 end::integer as cost_bucket,
       case when e.confidence > 0 then ceil(ln(e.confidence::float8) / ln(1.01::float8 / 0.99))
            when e.confidence = 0 then -32768 end::integer as confidence_bucket,
       e.guarded::integer as guarded
from promptuary.prompt_executions e;

alter table promptuary.execution_rollups add column guarded bigint not null default 0;
comment on column promptuary.execution_rollups.violations is 'Executions that violated a guardrail or more.';
comment on column promptuary.execution_rollups.guarded is
    'Executions that guardrails judged; of those whose rows were dropped before it was counted, all.';
-- Rollups held violated rules. Those of rows that are there are counted anew; of the others nobody knows more.
update promptuary.execution_rollups set guarded = executions;
with hours as materialized (
         select date_trunc('hour', e.started_at, 'UTC') as hour, e.template_id, e.number, e.environment,
                coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant, coalesce(e.model, '') as model,
                count(*) filter (where not e.guarded) as unguarded,
                coalesce(sum(e.violations - 1) filter (where e.violations > 1), 0) as repeats
         from promptuary.prompt_executions e
         where e.recorded_in < (select s.rolled_up_to from promptuary.execution_rollup_state s)
         group by 1, 2, 3, 4, 5, 6, 7),
     periods as (
         select l.period, date_trunc(l.period, h.hour, 'UTC') as starts_at, h.template_id * l.scope as template_id,
                h.number * l.scope as number, h.environment, h.experiment, h.variant, h.model,
                sum(h.unguarded)::bigint as unguarded, sum(h.repeats)::bigint as repeats
         from hours h, (values ('hour', 1), ('day', 1), ('month', 1), ('hour', 0), ('day', 0), ('month', 0)) l (period, scope)
         group by 1, 2, 3, 4, 5, 6, 7, 8)
update promptuary.execution_rollups r set guarded = r.guarded - p.unguarded, violations = r.violations - p.repeats
from periods p
where (r.period, r.starts_at, r.template_id, r.number, r.environment, r.experiment, r.variant, r.model)
      = (p.period, p.starts_at, p.template_id, p.number, p.environment, p.experiment, p.variant, p.model);
