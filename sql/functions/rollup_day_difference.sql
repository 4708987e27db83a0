-- rollup_day_difference(day date): text
-- Purpose: compares the rollups that hold a day (UTC) with each other: the day with its hours while they are kept, the day of
--   each template with those of its versions, that of all together with those of the templates, and the month with its days.
--   Histograms are compared by how many they hold and where their weight lies.
-- Returns: null where they add up, else the first difference.
create or replace function promptuary.rollup_day_difference(day date) returns text
language sql stable set search_path = promptuary, pg_temp set timezone = 'UTC' set jit = off as $$
    with bounds as (
             select day::timestamp at time zone 'UTC' as start, date_trunc('month', day::timestamp) at time zone 'UTC' as month,
                    (date_trunc('month', day::timestamp) + interval '1 month') at time zone 'UTC' as month_end,
                    -- Late executions of a day whose hours are forgotten have hours of their own.
                    day >= (now() at time zone 'UTC')::date - (select s.hourly_days from execution_settings s)
                    and not exists (select from execution_rollups r
                                    where r.period = 'dropped' and r.starts_at = day::timestamp at time zone 'UTC') as hours_known),
         sides as (
             select 'day and hours' as what, 1 as sign, r.template_id, r.number, r as rollup
             from execution_rollups r, bounds b where r.period = 'day' and r.starts_at = b.start and b.hours_known
             union all
             select 'day and hours', -1, r.template_id, r.number, r
             from execution_rollups r, bounds b
             where r.period = 'hour' and r.starts_at >= b.start and r.starts_at < b.start + interval '1 day' and b.hours_known
             union all
             select 'template and versions', case when r.number = 0 then 1 else -1 end, r.template_id, 0, r
             from execution_rollups r, bounds b where r.period = 'day' and r.starts_at = b.start and r.template_id > 0
             union all
             select 'all together and templates', case when r.template_id = 0 then 1 else -1 end, 0, 0, r
             from execution_rollups r, bounds b where r.period = 'day' and r.starts_at = b.start and r.number = 0
             union all
             select 'month and days', 1, r.template_id, r.number, r
             from execution_rollups r, bounds b where r.period = 'month' and r.starts_at = b.month
             union all
             select 'month and days', -1, r.template_id, r.number, r
             from execution_rollups r, bounds b where r.period = 'day' and r.starts_at >= b.month and r.starts_at < b.month_end)
    select format('The rollups of %s do not add up: %s of template %s, version %s, %s.', day, s.what, s.template_id, s.number,
                  (s.rollup).environment)
    from sides s,
         lateral (select sum(h & 4294967295) as held, sum((h >> 32) * (h & 4294967295)) as weight
                  from unnest((s.rollup).latency_histogram) h) l,
         lateral (select sum(h & 4294967295) as held, sum((h >> 32) * (h & 4294967295)) as weight
                  from unnest((s.rollup).cost_histogram) h) c,
         lateral (select sum(h & 4294967295) as held, sum((h >> 32) * (h & 4294967295)) as weight
                  from unnest((s.rollup).confidence_histogram) h) q,
         lateral (select sum(e.value::bigint) as failures from jsonb_each_text((s.rollup).errors) e) f
    group by s.what, s.template_id, s.number, (s.rollup).environment, (s.rollup).experiment, (s.rollup).variant, (s.rollup).model
    having (sum(s.sign * (s.rollup).executions), sum(s.sign * (s.rollup).successes), sum(s.sign * (s.rollup).input_tokens),
            sum(s.sign * (s.rollup).cached_input_tokens), sum(s.sign * (s.rollup).output_tokens),
            sum(s.sign * (s.rollup).priced), sum(s.sign * (s.rollup).cost_usd), sum(s.sign * (s.rollup).timed),
            sum(s.sign * (s.rollup).latency_us), sum(s.sign * (s.rollup).scored), sum(s.sign * (s.rollup).confidence),
            sum(s.sign * (s.rollup).needs_review), sum(s.sign * (s.rollup).approved), sum(s.sign * (s.rollup).rejected),
            sum(s.sign * (s.rollup).violations), sum(s.sign * (s.rollup).guarded), sum(s.sign * (s.rollup).input_counted),
            sum(s.sign * (s.rollup).output_counted), coalesce(sum(s.sign * f.failures), 0), coalesce(sum(s.sign * l.held), 0),
            coalesce(sum(s.sign * l.weight), 0), coalesce(sum(s.sign * c.held), 0), coalesce(sum(s.sign * c.weight), 0),
            coalesce(sum(s.sign * q.held), 0), coalesce(sum(s.sign * q.weight), 0))
           <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        -- Sums of squares round in each order differently.
        or abs(sum(s.sign * (s.rollup).cost_squares)) > 1e-6 * sum((s.rollup).cost_squares)
        or abs(sum(s.sign * (s.rollup).latency_squares)) > 1e-6 * sum((s.rollup).latency_squares)
        or abs(sum(s.sign * (s.rollup).confidence_squares)) > 1e-6 * sum((s.rollup).confidence_squares)
        -- Those of tokens are not known of everything.
        or count(*) = count((s.rollup).input_squares)
           and abs(sum(s.sign * (s.rollup).input_squares)) > 1e-6 * sum((s.rollup).input_squares)
        or count(*) = count((s.rollup).output_squares)
           and abs(sum(s.sign * (s.rollup).output_squares)) > 1e-6 * sum((s.rollup).output_squares)
    limit 1
$$;
