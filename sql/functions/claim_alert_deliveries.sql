-- claim_alert_deliveries(most integer default 20): see the returned table
-- Purpose: takes what webhooks are to be told now, so that no other session sends it meanwhile; settle_alert_delivery() says
--   how it went. What is not settled within two minutes is due again: a receiver may hear a thing twice, never less than once.
create or replace function promptuary.claim_alert_deliveries(most integer default 20)
returns table (event_id bigint, kind text, url text, secret text, body text)
language sql volatile security definer set search_path = promptuary, pg_temp as $$
    with claimed as (
             update alert_deliveries d set due_at = clock_timestamp() + interval '2 minutes', attempts = d.attempts + 1
             where (d.event_id, d.kind) in (select c.event_id, c.kind from alert_deliveries c
                                            where c.delivered_at is null and c.due_at <= clock_timestamp()
                                            order by c.due_at limit most for update skip locked)
             returning d.*)
    select c.event_id, c.kind, w.url, w.secret,
           json_build_object('type', 'alert.' || c.kind,
                             'timestamp', audit_time(case c.kind when 'fired' then e.fired_at else e.resolved_at end),
                             'data', json_build_object(
                                 'alert', e.id, 'rule', r.name, 'severity', r.severity, 'metric', r.metric,
                                 'compared_to', r.compared_to, 'template', t.key, 'name', t.name, 'version', e.number,
                                 'environment', e.environment, 'fired_at', audit_time(e.fired_at),
                                 'resolved_at', audit_time(e.resolved_at), 'resolution', e.resolution, 'value', e.last_value,
                                 'sample', e.last_sample, 'limit', e.limit_value, 'baseline', e.baseline))::text
    from claimed c
         join alert_webhooks w on w.id = c.webhook_id
         join alert_events e on e.id = c.event_id
         join alert_rules r on r.id = e.rule_id
         join prompt_templates t on t.id = e.template_id
    order by c.event_id, c.kind
$$;
