-- Test deliveries, which no alert is behind, and when a webhook was tried last.

alter table promptuary.alert_deliveries
    drop constraint alert_deliveries_pkey,
    alter column event_id drop not null,
    add column id bigint generated always as identity,
    add column tried_at timestamptz,
    add constraint alert_deliveries_pkey primary key (id),
    add constraint alert_deliveries_once unique (event_id, kind),
    drop constraint alert_deliveries_kind_known,
    add constraint alert_deliveries_kind_known check (kind in ('fired', 'resolved', 'test')),
    add constraint alert_deliveries_event_whole check ((event_id is null) = (kind = 'test'));
create index alert_deliveries_webhook on promptuary.alert_deliveries (webhook_id, tried_at);
update promptuary.alert_deliveries set tried_at = delivered_at where delivered_at is not null;
comment on column promptuary.alert_deliveries.event_id is 'What it tells of; null for a test.';
comment on column promptuary.alert_deliveries.tried_at is 'When the webhook answered last, or did not; null before the first try.';
