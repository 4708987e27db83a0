-- alert_figures(at timestamptz, metric text, compared_to text, window_hours integer, baseline_days integer,
--               minimum_sample integer, task_type text, template_id bigint, environment text): see the returned table
-- Purpose: of each version that serves, what an alert rule compares: the metric in its window and in its baseline, each with
--   bounds between which it truly lies, as certain as three standard deviations.
-- Method: from rollups alone. Shares: Wilson's interval; means: normal; the 95th percentile: order statistics; volume: Poisson,
--   by the square root. The baseline is the version's own past, or the last days in which the version worked that served before it.
--   Work has a rhythm of weeks, and who rests on Sundays has not stopped: volume is held against the same hours of the weeks that
--   baseline_days hold (the last one at least), of which the least counts. What began within such a week has no such hours yet, and
--   hours of an alert about the volume count only once somebody has acknowledged it: what stopped is no measure of what stopped.
-- Parameters: at, the end of the window; it begins window_hours before the hour of at. The last three choose, null for all.
-- Returns: a row for each version that serves and has minimum_sample executions in the window (for volume: in the baseline).
--   base_value and the like are null where there is no baseline of minimum_sample.
create or replace function promptuary.alert_figures(at timestamptz, metric text, compared_to text, window_hours integer,
    baseline_days integer, minimum_sample integer, task_type text, template_id bigint, environment text)
returns table (of_template bigint, of_environment text, number integer, window_from timestamptz, sample bigint,
               value double precision, low double precision, high double precision, base_sample bigint,
               base_value double precision, base_low double precision, base_high double precision)
language plpgsql stable set search_path = promptuary, pg_temp set jit = off as $$
#variable_conflict use_column
declare
    z constant double precision := 3;
    since timestamptz := date_trunc('hour', at - make_interval(hours => window_hours), 'UTC');
    day timestamptz := date_trunc('day', since, 'UTC');
    -- Volume belongs to a template, whichever version serves.
    all_versions boolean := metric = 'volume';
    -- From one time that volume is held against to the next: weeks enough that none lies in the window.
    stride_weeks integer := ceil(window_hours / 168.0);
    stride interval := make_interval(hours => 168 * stride_weeks);
    hours_kept timestamptz := date_trunc('day', now() - make_interval(days => (select s.hourly_days from execution_settings s)), 'UTC');
    times integer := greatest(1, baseline_days / (7 * stride_weeks));
begin
    return query
    with served as (
             select a.template_id, a.environment, a.number,
                    case when compared_to = 'baseline' then a.number
                         -- Who rolls back leaves a version for a reason: it is no measure of the one that serves again.
                         when compared_to = 'version_before' and c.kind <> 'rollback' then c.previous end as reference
             from active_versions a
                  join activations c on c.id = a.activation_id
                  join prompt_templates t on t.id = a.template_id
             where (alert_figures.task_type is null or t.task_type = alert_figures.task_type)
               and (alert_figures.template_id is null or a.template_id = alert_figures.template_id)
               and (alert_figures.environment is null or a.environment = alert_figures.environment)
               and (metric <> 'volume' or compared_to <> 'fixed' or c.at <= since)), -- what serves since just now may have done nothing
         judged as materialized (
             select s.template_id, s.environment, s.number, r.executions, r.successes, r.needs_review, r.violations,
                    r.guarded, r.priced, r.cost_usd, r.cost_squares, r.scored, r.confidence, r.confidence_squares,
                    case when metric = 'latency_p95' then r.latency_histogram end as histogram
             from served s
                  join execution_rollups r on r.period = 'hour' and r.template_id = s.template_id and r.starts_at >= since
                       and r.starts_at < at and r.environment = s.environment
                       and (all_versions and r.number = 0 or not all_versions and r.number = s.number)),
         -- Here and below rows are put together by groups, not by joins: how many there are is hard to foretell, and ten
         -- thousand templates in a nested loop take a minute.
         enough as (
             select u.template_id, u.environment, u.number, max(u.reference) as reference
             from (select s.template_id, s.environment, s.number, s.reference, 0 as executions from served s
                   union all
                   select j.template_id, j.environment, j.number, null, j.executions from judged j) u
             group by 1, 2, 3
             having all_versions or sum(u.executions) >= minimum_sample),
         based as (
             select e.template_id, e.environment, e.number, e.reference,
                    -- The version before may have ended its work long ago.
                    case when compared_to = 'version_before' then
                        (select least(day, max(d.starts_at) + interval '1 day') from execution_rollups d
                         where d.period = 'day' and d.template_id = e.template_id and d.starts_at < day
                           and d.number = e.reference and d.environment = e.environment)
                    else day end as base_until
             from enough e where compared_to <> 'fixed' and not all_versions),
         past as materialized (
             select w.week, b.begins, date_trunc('day', b.begins, 'UTC') as day,
                    -- Nothing is expected of the hour that runs before it is over.
                    date_trunc('hour', at, 'UTC') - w.week * stride as ends
             from generate_series(1, times) w (week), lateral (select since - w.week * stride as begins) b
             where all_versions and compared_to = 'baseline' and b.begins >= hours_kept),
         stopped as (
             select e.template_id, e.environment, p.week
             from alert_events e
                  join alert_rules r on r.id = e.rule_id and r.metric = 'volume'
                  join past p on p.ends > e.window_from and p.begins < coalesce(e.resolved_at, 'infinity')
             where e.acknowledged_at is null),
         weekly as (
             select u.template_id, u.environment, u.week, sum(u.executions)::float8 as n
             from (select r.template_id, r.environment, p.week, r.executions, false as worked
                   from past p
                        join execution_rollups r on r.period = 'hour' and r.number = 0 and r.starts_at >= p.begins
                             and r.starts_at < p.ends
                   union all
                   select r.template_id, r.environment, p.week, 0, true
                   from past p
                        join execution_rollups r on r.period = 'day' and r.number = 0 and r.starts_at < p.day
                             and r.starts_at >= p.day - interval '168 hours') u
             where (u.template_id, u.environment) in (select e.template_id, e.environment from enough e)
               and (u.template_id, u.environment, u.week) not in (select s.template_id, s.environment, s.week from stopped s)
             group by 1, 2, 3
             having bool_or(u.worked)),
         least_week as (
             select w.template_id, w.environment, min(w.n) as n from weekly w group by 1, 2),
         rolled as materialized (
             select j.template_id, j.environment, j.number, false as base, j.executions, j.successes, j.needs_review,
                    j.violations, j.guarded, j.priced, j.cost_usd, j.cost_squares, j.scored, j.confidence, j.confidence_squares,
                    j.histogram
             from judged j
             where all_versions or (j.template_id, j.environment) in (select e.template_id, e.environment from enough e)
             union all
             select e.template_id, e.environment, e.number, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null
             from enough e where metric = 'volume' -- nothing is a volume too
             union all
             select b.template_id, b.environment, b.number, true, r.executions, r.successes, r.needs_review,
                    r.violations, r.guarded, r.priced, r.cost_usd, r.cost_squares, r.scored, r.confidence, r.confidence_squares,
                    case when metric = 'latency_p95' then r.latency_histogram end
             from based b
                  join execution_rollups r on r.period = 'day' and r.template_id = b.template_id
                       and r.starts_at >= b.base_until - make_interval(days => baseline_days) and r.starts_at < b.base_until
                       -- Said once more in values, where they are known, so that no plan reads all days.
                       and r.starts_at < day
                       and (compared_to = 'version_before' or r.starts_at >= day - make_interval(days => baseline_days))
                       and r.environment = b.environment and r.number = b.reference
             union all
             select b.template_id, b.environment, b.number, true, r.executions, r.successes, r.needs_review,
                    r.violations, r.guarded, r.priced, r.cost_usd, r.cost_squares, r.scored, r.confidence, r.confidence_squares,
                    case when metric = 'latency_p95' then r.latency_histogram end
             from based b
                  join execution_rollups r on r.period = 'hour' and r.template_id = b.template_id
                       and r.starts_at >= day and r.starts_at < since and r.environment = b.environment
                       and r.number = b.reference),
         sums as (
             select r.template_id, r.environment, r.number, r.base,
                    (case metric when 'cost_per_execution' then sum(r.priced) when 'confidence' then sum(r.scored)
                                 when 'violation_rate' then sum(r.guarded) else sum(r.executions) end)::float8 as n,
                    (case metric when 'success_rate' then sum(r.successes) when 'review_rate' then sum(r.needs_review)
                                 -- What was dropped before executions were counted may hold violated rules.
                                 when 'violation_rate' then sum(least(r.violations, r.guarded))
                                 when 'cost_per_execution' then sum(r.cost_usd) when 'confidence' then sum(r.confidence)
                     end)::float8 as total,
                    case metric when 'cost_per_execution' then sum(r.cost_squares)
                                when 'confidence' then sum(r.confidence_squares) end as squares
             from rolled r group by 1, 2, 3, 4),
         cumulated as (
             select b.template_id, b.environment, b.number, b.base, b.bucket,
                    sum(b.times) over (partition by b.template_id, b.environment, b.base order by b.bucket) as reached,
                    sum(b.times) over (partition by b.template_id, b.environment, b.base)::float8 as n
             from (select r.template_id, r.environment, r.number, r.base, h.entry >> 32 as bucket, sum(h.entry & 4294967295) as times
                   from rolled r, unnest(r.histogram) h (entry) group by 1, 2, 3, 4, 5) b),
         ranks as (
             select c.template_id, c.environment, c.number, c.base, c.n,
                    min(c.bucket) filter (where c.reached >= ceil(c.n * 0.95)) as value,
                    min(c.bucket) filter (where c.reached >= c.n * 0.95 - z * sqrt(c.n * 0.0475)) as low,
                    min(c.bucket) filter (where c.reached >= c.n * 0.95 + z * sqrt(c.n * 0.0475)) as high
             from cumulated c group by 1, 2, 3, 4, 5),
         estimates as (
             select s.template_id, s.environment, s.number, s.base, s.n, s.total / s.n as value,
                    (s.total / s.n + z ^ 2 / (2 * s.n) - w.half) / (1 + z ^ 2 / s.n) as low,
                    (s.total / s.n + z ^ 2 / (2 * s.n) + w.half) / (1 + z ^ 2 / s.n) as high
             from sums s,
                  lateral (select z * sqrt(s.total / s.n * (1 - s.total / s.n) / s.n + z ^ 2 / (4 * s.n ^ 2)) as half) w
             where metric in ('success_rate', 'review_rate', 'violation_rate') and s.n > 0
             union all
             select s.template_id, s.environment, s.number, s.base, s.n, s.total / s.n, s.total / s.n - w.half, s.total / s.n + w.half
             from sums s,
                  lateral (select z * sqrt(greatest(s.squares - s.total ^ 2 / s.n, 0) / (s.n - 1) / s.n) as half) w
             where metric in ('cost_per_execution', 'confidence') and s.n > 1
             union all
             select r.template_id, r.environment, r.number, r.base, r.n, histogram_value(r.value), histogram_value(r.low),
                    histogram_value(r.high)
             from ranks r
             union all
             select v.template_id, v.environment, v.number, v.base, v.n, v.n, greatest(0, sqrt(v.n) - z / 2) ^ 2,
                    (sqrt(v.n + 1) + z / 2) ^ 2
             from (select s.template_id, s.environment, s.number, false as base, s.n from sums s where all_versions
                   union all
                   select e.template_id, e.environment, e.number, true, l.n
                   from enough e join least_week l using (template_id, environment)) v),
         paired as (
             select e.template_id, e.environment, e.number,
                    max(e.n) filter (where not e.base) as n, max(e.value) filter (where not e.base) as value,
                    max(e.low) filter (where not e.base) as low, max(e.high) filter (where not e.base) as high,
                    max(e.n) filter (where known) as base_n, max(e.value) filter (where known) as base_value,
                    max(e.low) filter (where known) as base_low, max(e.high) filter (where known) as base_high
             from estimates e,
                  lateral (select e.base and e.n >= minimum_sample as known) k
             group by 1, 2, 3)
    select p.template_id, p.environment, p.number, since, p.n::bigint, p.value, p.low, p.high, p.base_n::bigint, p.base_value,
           p.base_low, p.base_high
    from paired p
    where p.n >= minimum_sample or metric = 'volume';
end
$$;
