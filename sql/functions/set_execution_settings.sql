-- set_execution_settings(raw_days integer default null, hourly_days integer default null,
--                        payload_bytes integer default null): void
-- Purpose: says how long what of the log is kept. Nothing is dropped by it: the next maintain_executions() does that, and
--   figures by the day and by the month stay for ever. What is dropped does not come back when more is kept later.
-- Parameters: raw_days, for how many days single executions are kept; hourly_days, for how many days figures by the hour are,
--   not fewer than raw_days; payload_bytes, the longest text of each kind that is kept of an execution to come, in bytes. Null for
--   what it is already.
-- Errors: PM005 with the setting's name.
create or replace function promptuary.set_execution_settings(raw_days integer default null, hourly_days integer default null,
    payload_bytes integer default null) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    old_settings execution_settings;
    days integer;
    hours integer;
    bytes integer;
begin
    select * into old_settings from execution_settings for update;
    days := coalesce(set_execution_settings.raw_days, old_settings.raw_days);
    hours := coalesce(set_execution_settings.hourly_days, old_settings.hourly_days);
    bytes := coalesce(set_execution_settings.payload_bytes, old_settings.payload_bytes);
    if days not between 1 and 36500 then
        raise exception using errcode = 'PM005', detail = 'raw_days',
            message = format('Executions cannot be kept for %s days.', days), hint = 'Keep them for 1 to 36500 days.';
    elsif hours not between 1 and 36500 then
        raise exception using errcode = 'PM005', detail = 'hourly_days',
            message = format('Figures by the hour cannot be kept for %s days.', hours), hint = 'Keep them for 1 to 36500 days.';
    elsif hours < days then
        raise exception using errcode = 'PM005',
            detail = case when set_execution_settings.hourly_days is null then 'raw_days' else 'hourly_days' end,
            message = format('Figures by the hour would be kept for %s days, and the executions they are made of for %s.', hours, days),
            hint = 'Keep the figures by the hour (hourly_days) for as long as the executions (raw_days), or longer.';
    elsif bytes not between 0 and 16777216 then
        raise exception using errcode = 'PM005', detail = 'payload_bytes',
            message = format('%s is no length of a text that can be kept.', bytes), hint = 'Keep 0 to 16777216 bytes.';
    end if;
    update execution_settings s set raw_days = days, hourly_days = hours, payload_bytes = bytes
    where (s.raw_days, s.hourly_days, s.payload_bytes) is distinct from (days, hours, bytes);
end
$$;
