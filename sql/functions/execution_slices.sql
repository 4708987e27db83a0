-- execution_slices(since timestamptz, until timestamptz, step text): (period text, starts_at timestamptz, ends_at timestamptz)
-- Purpose: cuts a time into pieces that rollups know, the longest that fit: whole months, days around them, hours at the
--   ends. So the rows that are read do not grow with the executions, and hardly with the time.
-- Parameters: since and until are widened to whole hours, and to whole days where the hours are forgotten; step, the longest
--   piece wanted (hour, day or month), null for any.
create or replace function promptuary.execution_slices(since timestamptz, until timestamptz, step text)
returns table (period text, starts_at timestamptz, ends_at timestamptz)
language plpgsql stable rows 4 set search_path = promptuary, pg_temp set timezone = 'UTC' as $$
declare
    first timestamptz := date_trunc('hour', since, 'UTC');
    last timestamptz := date_trunc('hour', until + interval '1 hour' - interval '1 microsecond', 'UTC');
    hours_kept timestamptz := date_trunc('day', now() - make_interval(days => (select s.hourly_days from execution_settings s)), 'UTC');
    inner_first timestamptz;
    inner_last timestamptz;
    month_first timestamptz;
    month_last timestamptz;
begin
    if step = 'hour' then
        return query select 'hour', first, last;
        return;
    end if;
    if first < hours_kept then
        first := date_trunc('day', first, 'UTC');
    end if;
    -- What is not over yet has no later part that could be counted by mistake.
    inner_first := date_trunc('day', first + interval '1 day' - interval '1 microsecond', 'UTC');
    inner_last := case when last > now() or last < hours_kept
                       then date_trunc('day', last + interval '1 day' - interval '1 microsecond', 'UTC')
                       else date_trunc('day', last, 'UTC') end;
    if inner_first >= inner_last then
        return query select 'hour', first, last;
        return;
    end if;
    month_first := date_trunc('month', inner_first + interval '1 month' - interval '1 microsecond', 'UTC');
    month_last := case when inner_last > now() then date_trunc('month', inner_last + interval '1 month', 'UTC')
                       else date_trunc('month', inner_last, 'UTC') end;
    if step is distinct from 'day' and month_first < month_last then
        return query select 'day', inner_first, month_first where inner_first < month_first;
        return query select 'month', month_first, month_last;
        return query select 'day', month_last, inner_last where month_last < inner_last;
    else
        return query select 'day', inner_first, inner_last;
    end if;
    return query select 'hour', first, inner_first where first < inner_first;
    return query select 'hour', inner_last, last where inner_last < last;
end
$$;
