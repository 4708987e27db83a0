-- destroys: alert_deliveries
delete from promptuary.alert_deliveries where kind = 'test';
comment on column promptuary.alert_deliveries.event_id is null;
drop index promptuary.alert_deliveries_webhook;
alter table promptuary.alert_deliveries
    drop constraint alert_deliveries_pkey,
    drop constraint alert_deliveries_once,
    drop constraint alert_deliveries_event_whole,
    drop column id,
    drop column tried_at,
    drop constraint alert_deliveries_kind_known,
    add constraint alert_deliveries_kind_known check (kind in ('fired', 'resolved')),
    add constraint alert_deliveries_pkey primary key (event_id, kind);
