-- tell_webhooks(alerts bigint[]): void
-- Purpose: puts alerts into the list of what webhooks are to be told, once for each incident and webhook: the most severe of
--   them, and that only where the webhook knows of none as severe of the incident yet.
create or replace function promptuary.tell_webhooks(alerts bigint[]) returns void
language sql volatile security definer set search_path = promptuary, pg_temp as $$
    insert into alert_deliveries (event_id, kind, webhook_id, due_at)
    select distinct on (e.incident, r.webhook_id) e.id, 'fired', r.webhook_id, clock_timestamp()
    from alert_events e
         join alert_rules r on r.id = e.rule_id,
         lateral (select array_position(array['info', 'warning', 'critical'], r.severity) as severity) s
    where e.id = any (tell_webhooks.alerts) and r.webhook_id is not null
      and not exists (select from alert_events k
                           join alert_deliveries d on d.event_id = k.id and d.kind = 'fired' and d.webhook_id = r.webhook_id
                           join alert_rules o on o.id = k.rule_id
                      where k.incident = e.incident
                        and array_position(array['info', 'warning', 'critical'], o.severity) >= s.severity)
    order by e.incident, r.webhook_id, s.severity desc, e.id
    -- Of an alert that another webhook was told of, the rule's new one is told nothing.
    on conflict (event_id, kind) do nothing
$$;
