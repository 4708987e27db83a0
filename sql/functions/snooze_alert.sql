-- snooze_alert(id bigint, until timestamptz): void
-- Purpose: keeps an incident, given one of its alerts, and later alerts of the same rules, template and environment, from
--   notifying anyone until then. What is open at the end notifies then: on the desktop, and webhooks where they were not told.
-- Parameters: until, null to end it now.
-- Errors: PM001; PM004 the alert is over; PM005 for a time that is past, or more than 90 days away.
create or replace function promptuary.snooze_alert(id bigint, until timestamptz) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    event alert_events;
begin
    select * into event from alert_events e where e.id = snooze_alert.id for update;
    if not found then
        raise exception using errcode = 'PM001', message = format('There is no alert %s.', snooze_alert.id);
    end if;
    if not exists (select from alert_events e where e.incident = event.incident and e.resolved_at is null) then
        raise exception using errcode = 'PM004', message = 'The alert is resolved already.';
    end if;
    if snooze_alert.until is not null and not (snooze_alert.until > now() and snooze_alert.until <= now() + interval '90 days') then
        raise exception using errcode = 'PM005', detail = 'until', message = 'An alert is snoozed until a time to come.',
            hint = 'Name a time within the next 90 days.';
    end if;
    update alert_events e set snoozed_until = snooze_alert.until where e.incident = event.incident and e.resolved_at is null;
    if snooze_alert.until is null then
        -- What was over before would silence the next ones.
        update alert_events e set snoozed_until = null
        where e.snoozed_until > now() and e.resolved_at is not null
          and (e.incident = event.incident
               or exists (select from alert_events o
                          where o.incident = event.incident and o.rule_id = e.rule_id and o.template_id = e.template_id
                            and o.environment = e.environment));
        perform tell_webhooks(array(select e.id from alert_events e where e.incident = event.incident and e.resolved_at is null));
    end if;
end
$$;
