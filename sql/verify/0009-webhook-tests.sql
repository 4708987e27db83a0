-- Fails where a webhook could not be tried, or what came of it not be told.
select id, event_id, kind, webhook_id, tried_at from promptuary.alert_deliveries where false;
