-- Rules that say when a version got worse, and what they found.

create table promptuary.alert_webhooks (
    id bigint generated always as identity,
    name text not null,
    url text not null,
    secret text not null,
    constraint alert_webhooks_pkey primary key (id),
    constraint alert_webhooks_name_taken unique (name),
    constraint alert_webhooks_name_form check (name = btrim(name) and name <> '' and length(name) <= 250),
    constraint alert_webhooks_url_form check (url ~ '^https?://[^/[:space:]]+[^[:space:]]*$'),
    constraint alert_webhooks_secret_form check (length(secret) >= 24)
);
comment on column promptuary.alert_webhooks.secret is
    'Base64 of the key that signs what is sent, as Standard Webhooks has it, without the prefix whsec_.';

create table promptuary.alert_rules (
    id bigint generated always as identity,
    name text not null,
    metric text not null,
    compared_to text not null,
    threshold double precision not null,
    window_hours integer not null,
    baseline_days integer not null default 14,
    minimum_sample integer not null,
    severity text not null default 'warning',
    task_type text,
    template_id bigint,
    environment text,
    notify_desktop boolean not null default true,
    webhook_id bigint,
    enabled boolean not null default true,
    removed_at timestamptz,
    constraint alert_rules_pkey primary key (id),
    constraint alert_rules_name_form check (name = btrim(name) and name <> '' and length(name) <= 250),
    constraint alert_rules_metric_known check (metric in
        ('success_rate', 'cost_per_execution', 'latency_p95', 'confidence', 'review_rate', 'violation_rate', 'volume')),
    constraint alert_rules_comparison_known check (compared_to in ('fixed', 'baseline', 'version_before')),
    constraint alert_rules_volume_has_no_version check (metric <> 'volume' or compared_to <> 'version_before'),
    constraint alert_rules_threshold_form check (threshold >= 0 and threshold < 'infinity'
        and (compared_to = 'fixed' and metric not in ('success_rate', 'confidence', 'review_rate', 'violation_rate')
             or compared_to <> 'fixed' and metric in ('cost_per_execution', 'latency_p95', 'review_rate', 'violation_rate')
             or threshold <= 1)),
    constraint alert_rules_window_form check (window_hours between 1 and 720),
    constraint alert_rules_baseline_form check (baseline_days between 1 and 90),
    constraint alert_rules_sample_form check (minimum_sample >= 1),
    constraint alert_rules_severity_known check (severity in ('info', 'warning', 'critical')),
    constraint alert_rules_one_scope check (task_type is null or template_id is null),
    constraint alert_rules_task_type_fkey foreign key (task_type) references promptuary.task_types (key) on update cascade,
    constraint alert_rules_template_fkey foreign key (template_id) references promptuary.prompt_templates (id),
    constraint alert_rules_environment_fkey foreign key (environment) references promptuary.environments (key),
    constraint alert_rules_webhook_fkey foreign key (webhook_id) references promptuary.alert_webhooks (id)
);
create unique index alert_rules_name_taken on promptuary.alert_rules (lower(name collate "pg_c_utf8")) where removed_at is null;
comment on table promptuary.alert_rules is
    'Judged for each version that serves, by itself. Success, confidence and volume have a floor, the others a ceiling.';
comment on column promptuary.alert_rules.threshold is
    'Fixed: the floor or ceiling itself (shares from 0 to 1, USD, milliseconds, executions). Else how much worse than the baseline is allowed, as a share of it.';
comment on column promptuary.alert_rules.window_hours is 'The hours that are judged: so many whole ones and the one that runs.';
comment on column promptuary.alert_rules.baseline_days is 'How far back from the window the baseline reaches.';
comment on column promptuary.alert_rules.minimum_sample is 'Fewer executions say nothing, in the window as in the baseline.';
comment on column promptuary.alert_rules.removed_at is 'A rule that is gone; what it found stays.';

create table promptuary.alert_events (
    id bigint generated always as identity,
    rule_id bigint not null,
    template_id bigint not null,
    number integer not null,
    environment text not null,
    fired_at timestamptz not null,
    window_from timestamptz not null,
    value double precision not null,
    sample bigint not null,
    baseline double precision,
    baseline_sample bigint,
    limit_value double precision not null,
    recovers_at double precision not null,
    last_value double precision not null,
    last_sample bigint not null,
    judged_at timestamptz not null,
    resolved_at timestamptz,
    resolution text,
    acknowledged_at timestamptz,
    acknowledged_by text,
    acknowledgement text,
    snoozed_until timestamptz,
    constraint alert_events_pkey primary key (id),
    constraint alert_events_rule_fkey foreign key (rule_id) references promptuary.alert_rules (id),
    constraint alert_events_template_fkey foreign key (template_id) references promptuary.prompt_templates (id),
    constraint alert_events_resolution_known check (resolution in ('recovered', 'replaced', 'rule_changed')),
    constraint alert_events_resolution_whole check ((resolved_at is null) = (resolution is null)),
    constraint alert_events_acknowledgement_whole
        check ((acknowledged_at is null) = (acknowledged_by is null) and (acknowledged_at is null) = (acknowledgement is null))
);
-- No repeats: what is known to be worse is not told again until it was better.
create unique index alert_events_open on promptuary.alert_events (rule_id, template_id, environment, number)
    where resolved_at is null;
create index alert_events_template on promptuary.alert_events (template_id, fired_at);
create index alert_events_time on promptuary.alert_events (fired_at);
comment on table promptuary.alert_events is 'One alert, from when it fired until it was resolved.';
comment on column promptuary.alert_events.limit_value is 'What the value had to keep.';
comment on column promptuary.alert_events.recovers_at is
    'Where it has to come back to, some way inside of the limit, so that a value at the limit does not fire again and again.';

create table promptuary.alert_deliveries (
    event_id bigint not null,
    kind text not null,
    webhook_id bigint not null,
    due_at timestamptz not null,
    attempts integer not null default 0,
    delivered_at timestamptz,
    problem text,
    constraint alert_deliveries_pkey primary key (event_id, kind),
    constraint alert_deliveries_event_fkey foreign key (event_id) references promptuary.alert_events (id),
    constraint alert_deliveries_webhook_fkey foreign key (webhook_id) references promptuary.alert_webhooks (id),
    constraint alert_deliveries_kind_known check (kind in ('fired', 'resolved'))
);
create index alert_deliveries_due on promptuary.alert_deliveries (due_at) where delivered_at is null;
comment on table promptuary.alert_deliveries is
    'What a webhook is to be told. It is written with the event, so nothing is lost where nobody delivers at the time.';

alter table promptuary.execution_rollup_state add column judged_at timestamptz;
comment on column promptuary.execution_rollup_state.judged_at is 'When alert rules were judged the last time.';

alter table promptuary.audit_events drop constraint audit_events_subject_known,
    add constraint audit_events_subject_known check (subject in
        ('template', 'version', 'activation', 'task_type', 'environment', 'model_price', 'execution_settings', 'execution',
         'alert_rule', 'alert', 'alert_webhook'))
        not valid; -- see change 6
create constraint trigger record_change after insert or update or delete on promptuary.alert_rules
    deferrable initially deferred for each row execute function promptuary.record_setting('alert_rule');
create constraint trigger record_change after insert or update or delete on promptuary.alert_webhooks
    deferrable initially deferred for each row execute function promptuary.record_setting('alert_webhook');
alter table promptuary.alert_rules enable always trigger record_change;
alter table promptuary.alert_webhooks enable always trigger record_change;

insert into promptuary.alert_rules (name, metric, compared_to, threshold, window_hours, minimum_sample, severity) values
    ('Success rate fell', 'success_rate', 'baseline', 0.05, 2, 50, 'critical'),
    ('The new version succeeds less', 'success_rate', 'version_before', 0.03, 2, 50, 'critical'),
    ('The new version costs more', 'cost_per_execution', 'version_before', 0.25, 6, 50, 'warning'),
    ('Cost per execution rose', 'cost_per_execution', 'baseline', 0.3, 24, 100, 'warning'),
    ('Answers take longer', 'latency_p95', 'baseline', 0.5, 2, 100, 'warning'),
    ('Confidence fell', 'confidence', 'baseline', 0.1, 24, 100, 'warning'),
    ('More answers need review', 'review_rate', 'baseline', 0.5, 24, 100, 'info'),
    ('More guardrail violations', 'violation_rate', 'baseline', 0.5, 24, 100, 'warning'),
    ('Executions stopped', 'volume', 'baseline', 0.8, 24, 50, 'warning');

create trigger announce_alert after insert or update on promptuary.alert_events
    for each row execute function promptuary.announce_alert();
create constraint trigger record_change after update on promptuary.alert_events
    deferrable initially deferred for each row execute function promptuary.record_alert();
alter table promptuary.alert_events enable always trigger announce_alert, enable always trigger record_change;
