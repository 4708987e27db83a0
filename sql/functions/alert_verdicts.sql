-- alert_verdicts(rule jsonb, at timestamptz default now()): see the returned table
-- Purpose: what a rule says of each version that serves and of which enough is known; of the volume also where nothing is expected
--   of it now, limit_value and the like are null then.
-- Parameters: rule, an object with the columns of alert_rules.
-- Method: a fixed limit is kept or not. Against a baseline, fires says that the window's value is beyond the limit even where
--   both lie at the better ends of what is likely, so that chance alone fires nothing.
create or replace function promptuary.alert_verdicts(rule jsonb, at timestamptz default now())
returns table (template_id bigint, environment text, number integer, window_from timestamptz, sample bigint,
               value double precision, baseline double precision, baseline_sample bigint, limit_value double precision,
               recovers_at double precision, fires boolean)
language sql stable set search_path = promptuary, pg_temp as $$
    select f.of_template, f.of_environment, f.number, f.window_from, f.sample, f.value, f.base_value, f.base_sample, l.limit_value,
           case when not r.fixed then (l.limit_value + f.base_value) / 2
                when not r.floor then l.limit_value * 0.9
                when r.metric = 'volume' then l.limit_value * 1.1
                else l.limit_value + (1 - l.limit_value) * 0.1 end,
           case when r.fixed then case when r.floor then f.value < l.limit_value else f.value > l.limit_value end
                when r.floor then f.high < f.base_low * (1 - r.threshold)
                else f.low > f.base_high * (1 + r.threshold) end is true
    from (select rule ->> 'metric' as metric, rule ->> 'compared_to' = 'fixed' as fixed, (rule ->> 'threshold')::float8 as threshold,
                 rule ->> 'metric' in ('success_rate', 'confidence', 'volume') as floor) r,
         alert_figures(at, r.metric, rule ->> 'compared_to', (rule ->> 'window_hours')::integer,
             (rule ->> 'baseline_days')::integer, (rule ->> 'minimum_sample')::integer, rule ->> 'task_type',
             (rule ->> 'template_id')::bigint, rule ->> 'environment') f,
         lateral (select case when r.fixed then r.threshold
                              when r.floor then f.base_value * (1 - r.threshold)
                              else f.base_value * (1 + r.threshold) end as limit_value) l
    where l.limit_value is not null or r.metric = 'volume'
$$;
