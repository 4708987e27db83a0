-- formerly: 5a26d2e621e317f58d8a8609c16990fb6745fec778a994cf596b7d697cee16a4
-- The log of executions, its rollups, and the prices that turn tokens into money.

create table promptuary.model_prices (
    model text not null,
    valid_from timestamptz not null default '-infinity',
    input_usd numeric not null,
    cached_input_usd numeric not null,
    output_usd numeric not null,
    constraint model_prices_pkey primary key (model, valid_from),
    constraint model_prices_model_form check (model = btrim(model) and model <> ''),
    constraint model_prices_not_negative check (least(input_usd, cached_input_usd, output_usd) >= 0)
);
comment on table promptuary.model_prices is
    'What a million tokens of a model cost in USD from a moment on; the newest price that is not later than an execution is its own.';

create table promptuary.execution_settings (
    one boolean primary key default true,
    raw_days integer not null default 30,
    hourly_days integer not null default 90,
    payload_bytes integer not null default 65536,
    constraint execution_settings_one check (one),
    constraint execution_settings_form check (raw_days >= 1 and hourly_days >= raw_days and payload_bytes >= 0)
);
comment on column promptuary.execution_settings.raw_days is 'For how many days single executions are kept.';
comment on column promptuary.execution_settings.hourly_days is 'For how many days figures by the hour are kept; those by the day stay.';
comment on column promptuary.execution_settings.payload_bytes is 'The longest text of each kind that is kept of an execution.';
insert into promptuary.execution_settings default values;

-- Numbers only: metrics never read texts. No foreign key: a key-share lock on the version for each row would make
-- recorders wait for each other, and record_executions() checks the same.
create table promptuary.prompt_executions (
    id uuid not null,
    started_at timestamptz not null,
    template_id bigint not null,
    recorded_in bigint not null,
    number integer not null,
    input_tokens integer,
    cached_input_tokens integer,
    output_tokens integer,
    violations integer not null default 0,
    success boolean not null,
    cost_given boolean not null default false,
    needs_review boolean not null default false,
    latency_us bigint,
    environment text not null,
    model text,
    experiment text,
    variant text,
    error_type text,
    review_outcome text,
    cost_usd numeric(18, 12),
    confidence numeric(7, 6),
    constraint prompt_executions_pkey primary key (id, started_at),
    constraint prompt_executions_review_known check (review_outcome in ('approved', 'rejected'))
) partition by range (started_at);
create index prompt_executions_template on promptuary.prompt_executions (template_id, started_at, id);
create index prompt_executions_time on promptuary.prompt_executions (started_at, id);
-- Finds those that are in no rollup yet. Rows come in its order and many share a value, so it costs little.
create index prompt_executions_recorded on promptuary.prompt_executions (recorded_in);
comment on column promptuary.prompt_executions.recorded_in is 'The transaction that recorded it, by which rollups take each row once.';
comment on column promptuary.prompt_executions.cost_given is 'The caller named the cost; else it comes from model_prices, or is unknown.';
comment on column promptuary.prompt_executions.violations is 'How many guardrails were violated.';

create table promptuary.execution_payloads (
    id uuid not null,
    started_at timestamptz not null,
    request_id text,
    user_id text,
    trace_id text,
    span_id text,
    error_message text,
    variables text,
    rendered_prompt text,
    guardrails jsonb,
    cut text[] not null default '{}',
    review_note text,
    reviewed_by text,
    reviewed_at timestamptz,
    constraint execution_payloads_pkey primary key (id, started_at)
) partition by range (started_at);
comment on column promptuary.execution_payloads.cut is 'The texts that were longer than execution_settings.payload_bytes and are kept in part.';
comment on column promptuary.execution_payloads.variables is 'JSON; a part of it where cut says so.';

create table promptuary.execution_rollups (
    period text not null,
    starts_at timestamptz not null,
    template_id bigint not null,
    number integer not null,
    environment text not null,
    experiment text not null,
    variant text not null,
    model text not null,
    executions bigint not null,
    successes bigint not null,
    errors jsonb not null,
    input_tokens bigint not null,
    cached_input_tokens bigint not null,
    output_tokens bigint not null,
    priced bigint not null,
    cost_usd numeric not null,
    cost_squares double precision not null,
    timed bigint not null,
    latency_us bigint not null,
    latency_squares double precision not null,
    scored bigint not null,
    confidence numeric not null,
    confidence_squares double precision not null,
    needs_review bigint not null,
    approved bigint not null,
    rejected bigint not null,
    violations bigint not null,
    latency_histogram bigint[] not null,
    cost_histogram bigint[] not null,
    confidence_histogram bigint[] not null,
    constraint execution_rollups_pkey
        primary key (period, template_id, starts_at, number, environment, model, experiment, variant),
    constraint execution_rollups_period_known check (period in ('hour', 'day', 'month', 'dropped'))
);
create index execution_rollups_time on promptuary.execution_rollups (period, starts_at);
alter table promptuary.execution_rollups set (fillfactor = 80);
comment on table promptuary.execution_rollups is
    'Sums of executions by hour, day and month (UTC), for each version, and with template 0 and version 0 for all together; an unknown experiment, variant or model is empty. Period "dropped" holds what a day had when its executions were dropped, while late ones of that day are kept.';
comment on column promptuary.execution_rollups.errors is 'Failures by error type, {"timeout": 3}; "" for those of an unknown type.';
comment on column promptuary.execution_rollups.priced is 'Executions whose cost is known; the sums of cost are theirs.';
comment on column promptuary.execution_rollups.latency_squares is 'Sum of squares, in seconds squared.';
comment on column promptuary.execution_rollups.latency_histogram is
    'Each element is bucket << 32 | count, in order of buckets. Bucket b holds what is above g^(b-1) and up to g^b, with g = 1.01/0.99: its middle 2 g^b / (g + 1) is within 1 % of each (DDSketch, Masson et al. 2019, section 2). Bucket -32768 holds zero. Latency in milliseconds, cost in USD.';

create table promptuary.execution_rollup_state (
    one boolean primary key default true,
    rolled_up_to bigint not null default 0,
    rolled_up_at timestamptz,
    maintained_at timestamptz,
    constraint execution_rollup_state_one check (one)
);
comment on column promptuary.execution_rollup_state.rolled_up_to is
    'Executions that were recorded by earlier transactions are in the rollups, the others are not.';
insert into promptuary.execution_rollup_state default values;

-- Moves with each recording, outside of transactions, so that a dashboard can tell cheaply whether to look.
create sequence promptuary.execution_pulse cache 1;

-- What rollups are made of, one row for each execution; its buckets are those of execution_rollups.latency_histogram.
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

alter table promptuary.audit_events drop constraint audit_events_subject_known,
    add constraint audit_events_subject_known check (subject in
        ('template', 'version', 'activation', 'task_type', 'environment', 'model_price', 'execution_settings', 'execution'))
        not valid; -- the trail may hold what later changes added, and cannot be written again
create constraint trigger record_change after insert or update or delete on promptuary.model_prices
    deferrable initially deferred for each row execute function promptuary.record_setting('model_price');
create constraint trigger record_change after insert or update or delete on promptuary.execution_settings
    deferrable initially deferred for each row execute function promptuary.record_setting('execution_settings');
alter table promptuary.model_prices enable always trigger record_change;
alter table promptuary.execution_settings enable always trigger record_change;
