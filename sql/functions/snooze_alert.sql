-- snooze_alert(id bigint, until timestamptz): void
-- Purpose: keeps an incident, given one of its alerts, and later alerts of the same rules, template and environment, from
--   notifying anyone until then. One that is open at the end notifies again.
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
end
$$;
