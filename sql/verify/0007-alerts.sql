-- Fails where rules could not be judged or their alerts kept.
select id, name, metric, compared_to, threshold, window_hours, baseline_days, minimum_sample, severity, task_type, template_id,
       environment, notify_desktop, webhook_id, enabled, removed_at
from promptuary.alert_rules where false;
select id, rule_id, template_id, number, environment, fired_at, value, limit_value, recovers_at, resolved_at, snoozed_until
from promptuary.alert_events where false;
select event_id, kind, webhook_id, due_at, attempts, delivered_at, problem from promptuary.alert_deliveries where false;
select judged_at from promptuary.execution_rollup_state where false;
