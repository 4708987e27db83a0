-- announce_alert(): trigger after insert or update on alert_events
-- Purpose: puts what the rule's webhook is to be told into its list: that an alert fired, unless it is snoozed, and that one
--   which was told of is over.
create or replace function promptuary.announce_alert() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if tg_op = 'INSERT' and new.snoozed_until is null then
        insert into alert_deliveries (event_id, kind, webhook_id, due_at)
        select new.id, 'fired', r.webhook_id, clock_timestamp()
        from alert_rules r where r.id = new.rule_id and r.webhook_id is not null;
    elsif tg_op = 'UPDATE' and old.resolved_at is null and new.resolved_at is not null then
        insert into alert_deliveries (event_id, kind, webhook_id, due_at)
        select new.id, 'resolved', d.webhook_id, clock_timestamp()
        from alert_deliveries d where d.event_id = new.id and d.kind = 'fired';
    end if;
    return null;
end
$$;
