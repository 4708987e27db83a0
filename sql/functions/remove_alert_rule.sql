-- remove_alert_rule(id bigint): void
-- Purpose: takes a rule away. What it found stays; its open alerts are over.
-- Errors: PM001.
create or replace function promptuary.remove_alert_rule(id bigint) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    update alert_rules r set removed_at = clock_timestamp() where r.id = remove_alert_rule.id and r.removed_at is null;
    if not found then
        raise exception using errcode = 'PM001', message = format('There is no alert rule %s.', remove_alert_rule.id);
    end if;
    update alert_events e set resolved_at = clock_timestamp(), resolution = 'rule_removed'
    where e.rule_id = remove_alert_rule.id and e.resolved_at is null;
end
$$;
