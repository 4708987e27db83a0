-- recompute_execution_costs(day date, model text default null): (executions bigint, changed bigint, cost_change numeric)
-- Purpose: gives the executions of one day (UTC) the cost that model_prices says now, and the rollups with them, in one
--   transaction. Costs that the caller named stay. A second run changes nothing.
-- Parameters: model, null for all.
-- Returns: how many executions are priced by the table, how many of them cost something else now, and by how much the sum
--   changed. Executions that were dropped have no row to compute from, so their figures stay.
-- Method: rollups move by what the rows moved. They cannot be added up anew, since those of a month also hold days whose
--   rows are gone. Only sums of squares are, where all rows of the day are there: they round, and a price that was a million
--   times too high takes the digits of the right one with it.
create or replace function promptuary.recompute_execution_costs(day date, model text default null)
returns table (executions bigint, changed bigint, cost_change numeric)
language plpgsql security definer set search_path = promptuary, pg_temp set timezone = 'UTC' set jit = off set work_mem = '128MB'
    set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    day_start timestamptz := recompute_execution_costs.day::timestamp at time zone 'UTC';
    month_start timestamptz := date_trunc('month', day_start, 'UTC');
    month_end timestamptz := month_start + interval '1 month';
    marked bigint;
begin
    -- No rollup takes a row while it changes, and nobody drops or reviews one.
    select s.rolled_up_to into marked from execution_rollup_state s for update;
    with prices as (
             select p.*, lead(p.valid_from, 1, 'infinity') over (partition by p.model order by p.valid_from) as valid_until
             from model_prices p),
         known as materialized (
             select e.id, e.started_at, e.recorded_in, e.template_id, e.number, e.environment,
                    coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant,
                    coalesce(e.model, '') as model, e.cost_usd as old_cost,
                    (((coalesce(e.input_tokens, 0) - coalesce(e.cached_input_tokens, 0)) * p.input_usd
                      + coalesce(e.cached_input_tokens, 0) * p.cached_input_usd
                      + coalesce(e.output_tokens, 0) * p.output_usd) / 1000000)::numeric(18, 12) as new_cost
             from prompt_executions e
                  left join prices p on p.model = e.model and p.valid_from <= e.started_at and e.started_at < p.valid_until
                                        and coalesce(e.input_tokens, e.output_tokens) is not null
             where e.started_at >= day_start and e.started_at < day_start + interval '1 day' and not e.cost_given
               and (recompute_execution_costs.model is null or e.model = recompute_execution_costs.model)),
         moved as materialized (
             select * from known k where k.old_cost is distinct from k.new_cost),
         priced_anew as (
             update prompt_executions e set cost_usd = m.new_cost
             from moved m
             where e.id = m.id and e.started_at = m.started_at
               and e.started_at >= day_start and e.started_at < day_start + interval '1 day'),
         sides as (
             select m.*, s.sign, s.cost,
                    case when s.cost > 0 then ceil(ln(s.cost::float8) / ln(1.01::float8 / 0.99)) else -32768 end::integer as bucket
             from moved m, lateral (values (-1, m.old_cost), (1, m.new_cost)) as s (sign, cost)
             where m.recorded_in < marked and s.cost is not null),
         hours as materialized (
             select date_trunc('hour', s.started_at, 'UTC') as hour, s.template_id, s.number, s.environment, s.experiment,
                    s.variant, s.model, s.bucket, sum(s.sign) as times, sum(s.sign * s.cost) as cost,
                    sum(s.sign * s.cost::float8 ^ 2) as squares
             from sides s group by 1, 2, 3, 4, 5, 6, 7, 8),
         buckets as (
             select l.period, date_trunc(l.period, h.hour, 'UTC') as starts_at, h.template_id * l.template as template_id,
                    h.number * l.version as number, h.environment, h.experiment, h.variant, h.model, h.bucket,
                    sum(h.times)::bigint as times, sum(h.cost) as cost, sum(h.squares) as squares
             from hours h, (select p, s.* from unnest(array['hour', 'day', 'month']) p, (values (1, 1), (1, 0), (0, 0)) s)
                           l (period, template, version)
             group by 1, 2, 3, 4, 5, 6, 7, 8, 9),
         sums as (
             select b.period, b.starts_at, b.template_id, b.number, b.environment, b.experiment, b.variant, b.model,
                    sum(b.times)::bigint as priced, sum(b.cost) as cost, sum(b.squares) as squares,
                    array_agg(b.bucket) as buckets, array_agg(b.times) as times
             from buckets b group by 1, 2, 3, 4, 5, 6, 7, 8),
         added as (
             update execution_rollups r
             set priced = r.priced + s.priced, cost_usd = r.cost_usd + s.cost,
                 -- Where nothing is left of it, nothing may be.
                 cost_squares = case when r.cost_usd + s.cost = 0 then 0 else greatest(r.cost_squares + s.squares, 0) end,
                 cost_histogram =
                     (select coalesce(array_agg(h.bucket << 32 | h.times order by h.bucket), '{}')
                      from (select a.bucket, sum(a.times)::bigint as times
                            from (select entry >> 32 as bucket, entry & 4294967295 as times from unnest(r.cost_histogram) entry
                                  union all
                                  select * from unnest(s.buckets::bigint[], s.times)) a
                            group by a.bucket having sum(a.times) > 0) h)
             from sums s
             where (r.period, r.starts_at, r.template_id, r.number, r.environment, r.experiment, r.variant, r.model)
                   = (s.period, s.starts_at, s.template_id, s.number, s.environment, s.experiment, s.variant, s.model))
    select (select count(*) from known), count(*), coalesce(sum(coalesce(m.new_cost, 0) - coalesce(m.old_cost, 0)), 0)
    into executions, changed, cost_change
    from moved m;
    if changed > 0 and not exists (select from execution_rollups r where r.period = 'dropped' and r.starts_at = day_start) then
        with hours as (
                 select date_trunc('hour', e.started_at, 'UTC') as hour, e.template_id, e.number, e.environment,
                        coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant,
                        coalesce(e.model, '') as model, coalesce(sum(e.cost_usd::float8 ^ 2), 0) as squares
                 from prompt_executions e
                 where e.started_at >= day_start and e.started_at < day_start + interval '1 day' and e.recorded_in < marked
                 group by 1, 2, 3, 4, 5, 6, 7),
             sums as (
                 select l.period, date_trunc(l.period, h.hour, 'UTC') as starts_at, h.template_id * l.template as template_id,
                        h.number * l.version as number, h.environment, h.experiment, h.variant, h.model,
                        sum(h.squares) as squares
                 from hours h, (select p, s.* from unnest(array['hour', 'day']) p, (values (1, 1), (1, 0), (0, 0)) s)
                               l (period, template, version)
                 group by 1, 2, 3, 4, 5, 6, 7, 8)
        update execution_rollups r set cost_squares = s.squares
        from sums s
        where (r.period, r.starts_at, r.template_id, r.number, r.environment, r.experiment, r.variant, r.model)
              = (s.period, s.starts_at, s.template_id, s.number, s.environment, s.experiment, s.variant, s.model);
        update execution_rollups r set cost_squares = d.squares
        from (select d.template_id, d.number, d.environment, d.experiment, d.variant, d.model, sum(d.cost_squares) as squares
              from execution_rollups d
              where d.period = 'day' and d.starts_at >= month_start and d.starts_at < month_end
              group by 1, 2, 3, 4, 5, 6) d
        where r.period = 'month' and r.starts_at = month_start
          and (r.template_id, r.number, r.environment, r.experiment, r.variant, r.model)
              = (d.template_id, d.number, d.environment, d.experiment, d.variant, d.model);
    end if;
    if changed > 0 then
        insert into execution_changes (action, details)
        values ('recomputed', jsonb_build_object('day', recompute_execution_costs.day, 'model', recompute_execution_costs.model,
                                                 'changed', changed, 'cost_change', cost_change));
        perform nextval('execution_pulse');
    end if;
    return next;
end
$$;
