-- settle_alert_delivery(event_id bigint, kind text, problem text): void
-- Purpose: says how sending to a webhook went. It is tried again after 1, 5 and 30 minutes, then 2, 5, 10 and 10 hours, and then
--   given up, as Standard Webhooks suggests; a test is tried once.
-- Parameters: event_id and kind as claim_alert_deliveries() gave them; problem, null where the receiver took it.
create or replace function promptuary.settle_alert_delivery(event_id bigint, kind text, problem text) returns void
language sql volatile security definer set search_path = promptuary, pg_temp as $$
    update alert_deliveries d
    set delivered_at = case when settle_alert_delivery.problem is null then clock_timestamp() end,
        tried_at = clock_timestamp(),
        problem = settle_alert_delivery.problem,
        due_at = case when d.kind = 'test' then 'infinity'
                      else coalesce(clock_timestamp()
                                    + (array['1 min', '5 min', '30 min', '2 h', '5 h', '10 h', '10 h']::interval[])[d.attempts],
                                    'infinity') end
    where d.kind = settle_alert_delivery.kind
      and case d.kind when 'test' then d.id else d.event_id end = settle_alert_delivery.event_id
$$;
