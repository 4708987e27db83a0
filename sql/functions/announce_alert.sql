-- announce_alert(): trigger after insert or update on alert_events
-- Purpose: puts what webhooks are to be told into their list, once for each incident: that it began (an alert fired that is not
--   snoozed), once more where an alert joins that is more severe than what the webhook knows of, and that it is over, with
--   the last of its alerts.
create or replace function promptuary.announce_alert() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'INSERT' and new.snoozed_until is null then
        insert into alert_deliveries (event_id, kind, webhook_id, due_at)
        select new.id, 'fired', r.webhook_id, clock_timestamp()
        from alert_rules r
        where r.id = new.rule_id and r.webhook_id is not null
          and not exists (select from alert_events e
                               join alert_deliveries d on d.event_id = e.id and d.kind = 'fired' and d.webhook_id = r.webhook_id
                               join alert_rules k on k.id = e.rule_id
                          where e.incident = new.incident
                            and array_position(array['info', 'warning', 'critical'], k.severity)
                                >= array_position(array['info', 'warning', 'critical'], r.severity));
    elsif tg_op = 'UPDATE' and old.resolved_at is null and new.resolved_at is not null
          and not exists (select from alert_events e where e.incident = new.incident and e.resolved_at is null) then
        insert into alert_deliveries (event_id, kind, webhook_id, due_at)
        select e.id, 'resolved', d.webhook_id, clock_timestamp()
        from alert_events e join alert_deliveries d on d.event_id = e.id and d.kind = 'fired'
        where e.incident = new.incident
        on conflict (event_id, kind) do nothing;
    end if;
    return null;
end
$$;
