-- recorded_executions(since bigint, until bigint): see the returned table
-- Purpose: the executions recorded by transactions from since up to and without until, as execution_measures has them.
-- Method: one plan for the session that goes to each partition by the one index that finds them. Planned anew with the
--   caller's conditions, the many partitions would take longer to plan than the few rows to read.
drop function if exists promptuary.recorded_executions(bigint, bigint); -- for new columns
create or replace function promptuary.recorded_executions(since bigint, until bigint)
returns table (recorded_in bigint, started_at timestamptz, hour timestamptz, template_id bigint, number integer,
               environment text, experiment text, variant text, model text, success boolean, error_type text,
               input_tokens integer, cached_input_tokens integer, output_tokens integer, cost_usd numeric,
               latency_us bigint, confidence numeric, needs_review boolean, review_outcome text, violations integer,
               latency_bucket integer, cost_bucket integer, confidence_bucket integer, guarded integer)
language plpgsql stable set search_path = promptuary, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_bitmapscan = off set jit = off rows 100 as $$
#variable_conflict use_column
begin
    return query
    select m.recorded_in, m.started_at, m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model,
           m.success, m.error_type, m.input_tokens, m.cached_input_tokens, m.output_tokens, m.cost_usd, m.latency_us,
           m.confidence, m.needs_review, m.review_outcome, m.violations, m.latency_bucket, m.cost_bucket,
           m.confidence_bucket, m.guarded
    from execution_measures m
    where m.recorded_in >= since and m.recorded_in < until;
end
$$;
