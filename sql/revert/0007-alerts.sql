-- destroys: alert_webhooks, alert_rules, alert_events, alert_deliveries
drop table promptuary.alert_deliveries;
drop table promptuary.alert_events;
drop table promptuary.alert_rules;
drop table promptuary.alert_webhooks;
alter table promptuary.execution_rollup_state drop column judged_at;
alter table promptuary.audit_events drop constraint audit_events_subject_known,
    add constraint audit_events_subject_known check (subject in
        ('template', 'version', 'activation', 'task_type', 'environment', 'model_price', 'execution_settings', 'execution'))
        not valid;
