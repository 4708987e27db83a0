-- claim_alert_deliveries(most integer default 20): see the returned table
-- Purpose: takes what webhooks are to be told now, so that no other session sends it meanwhile; settle_alert_delivery() says
--   how it went. What is not settled within two minutes is due again: a receiver may hear a thing twice, never less than once.
-- Returns: event_id is the alert's, or for the kind test the delivery's own. The body names the incident (the alert that began
--   it) and the rules that are part of it; an incident is over with its last alert.
create or replace function promptuary.claim_alert_deliveries(most integer default 20)
returns table (event_id bigint, kind text, url text, secret text, body text)
language sql volatile security definer set search_path = promptuary, pg_temp as $$
    with claimed as (
             update alert_deliveries d set due_at = clock_timestamp() + interval '2 minutes', attempts = d.attempts + 1
             where d.id in (select c.id from alert_deliveries c
                            where c.delivered_at is null and c.due_at <= clock_timestamp()
                            order by c.due_at limit most for update skip locked)
             returning d.*)
    select coalesce(c.event_id, c.id), c.kind, w.url, w.secret,
           json_build_object('type', 'alert.' || c.kind,
                             'timestamp', audit_time(case c.kind when 'fired' then e.fired_at when 'resolved' then i.resolved_at
                                                                 else clock_timestamp() end),
                             'data', case c.kind when 'test' then json_build_object('webhook', w.name)
                                     else json_build_object(
                                 'alert', e.id, 'incident', e.incident, 'rule', r.name, 'rules', i.rules, 'severity', r.severity, 'metric', r.metric,
                                 'compared_to', r.compared_to, 'template', t.key, 'name', t.name, 'version', e.number,
                                 'environment', e.environment, 'fired_at', audit_time(e.fired_at),
                                 'resolved_at', audit_time(i.resolved_at), 'resolution', e.resolution, 'value', e.last_value,
                                 'sample', e.last_sample, 'limit', e.limit_value, 'baseline', e.baseline) end)::text
    from claimed c
         join alert_webhooks w on w.id = c.webhook_id
         left join alert_events e on e.id = c.event_id
         left join alert_rules r on r.id = e.rule_id
         left join prompt_templates t on t.id = e.template_id
         left join lateral (
             select json_agg(n.name order by m.id) as rules,
                    case when bool_and(m.resolved_at is not null) then max(m.resolved_at) end as resolved_at
             from alert_events m join alert_rules n on n.id = m.rule_id
             where m.incident = e.incident and (m.resolved_at is null or c.kind = 'resolved')) i on true
    order by c.id
$$;
