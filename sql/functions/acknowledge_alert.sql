-- acknowledge_alert(id bigint, note text default ''): void
-- Purpose: says that somebody looks after an alert and what else is open of its incident; who acknowledges it again replaces the note.
-- Errors: PM001.
create or replace function promptuary.acknowledge_alert(id bigint, note text default '') returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    update alert_events e
    set acknowledged_at = clock_timestamp(), acknowledged_by = session_user,
        acknowledgement = btrim(coalesce(acknowledge_alert.note, ''))
    where e.id = acknowledge_alert.id
       or e.resolved_at is null
          and e.incident = (select i.incident from alert_events i where i.id = acknowledge_alert.id);
    if not found then
        raise exception using errcode = 'PM001', message = format('There is no alert %s.', acknowledge_alert.id);
    end if;
end
$$;
