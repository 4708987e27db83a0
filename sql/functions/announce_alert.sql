-- announce_alert(): trigger after insert or update on alert_events
-- Purpose: puts what webhooks are to be told into their list: that an alert fired (tell_webhooks(); of one that is snoozed the
--   end of the snooze tells), and that an incident is over, with the last of its alerts.
create or replace function promptuary.announce_alert() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'INSERT' and new.snoozed_until is null then
        perform tell_webhooks(array[new.id]);
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
