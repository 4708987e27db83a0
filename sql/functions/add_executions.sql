-- add_executions(since bigint, until bigint): bigint
-- Purpose: adds to the rollups the executions recorded by transactions from since up to and without until.
-- Method: a few are made into rollups at once, many by two processes. What is of all together (template 0) comes in as many
--   parts and is put together here.
-- Returns: how many they are.
create or replace function promptuary.add_executions(since bigint, until bigint) returns bigint
language plpgsql set search_path = promptuary, pg_temp set plan_cache_mode = force_generic_plan set jit = off
    set work_mem = '512MB' set enable_nestloop = off as $$
declare
    many constant integer := 20000; -- where starting a process begins to pay
    measured execution_rollups[];
    hours execution_rollups[];
    days execution_rollups[];
begin
    if (select count(*) from (select from prompt_executions e
                              where e.recorded_in >= since and e.recorded_in < until limit many) counted) < many then
        measured := array(select m from measured_rollups(null::execution_rollups, since, until, 0, 1) m);
    else
        measured := array(select m from parallel_rollups(null::execution_rollups, since, until) m);
    end if;
    hours := merged_rollups(array(select m from unnest(measured) m where m.template_id = 0), 'hour', 0);
    days := merged_rollups(hours, 'day', 0);
    insert into execution_rollups as r
    select * from unnest(array(select m from unnest(measured) m where m.template_id > 0) || hours || days
                         || merged_rollups(days, 'month', 0)) u
    order by u.period, u.template_id, u.starts_at -- where the index has them
    on conflict on constraint execution_rollups_pkey do update
    set executions = r.executions + excluded.executions, successes = r.successes + excluded.successes,
        errors = merge_counts(r.errors, excluded.errors), input_tokens = r.input_tokens + excluded.input_tokens,
        cached_input_tokens = r.cached_input_tokens + excluded.cached_input_tokens,
        output_tokens = r.output_tokens + excluded.output_tokens, priced = r.priced + excluded.priced,
        cost_usd = r.cost_usd + excluded.cost_usd, cost_squares = r.cost_squares + excluded.cost_squares,
        timed = r.timed + excluded.timed, latency_us = r.latency_us + excluded.latency_us,
        latency_squares = r.latency_squares + excluded.latency_squares, scored = r.scored + excluded.scored,
        confidence = r.confidence + excluded.confidence,
        confidence_squares = r.confidence_squares + excluded.confidence_squares,
        needs_review = r.needs_review + excluded.needs_review, approved = r.approved + excluded.approved,
        rejected = r.rejected + excluded.rejected, violations = r.violations + excluded.violations,
        guarded = r.guarded + excluded.guarded, input_counted = r.input_counted + excluded.input_counted,
        input_squares = r.input_squares + excluded.input_squares, output_counted = r.output_counted + excluded.output_counted,
        output_squares = r.output_squares + excluded.output_squares, -- where they are not known, they stay so
        latency_histogram = merge_histogram(r.latency_histogram || excluded.latency_histogram),
        cost_histogram = merge_histogram(r.cost_histogram || excluded.cost_histogram),
        confidence_histogram = merge_histogram(r.confidence_histogram || excluded.confidence_histogram);
    return (select coalesce(sum(h.executions), 0) from unnest(hours) h);
end
$$;
