-- record_executions(batch json): (recorded bigint, known bigint, refused json)
-- Purpose: records what agents did. Each record goes in or is refused by itself; one that is here already (same id and
--   started_at) is not recorded again, so a batch can be sent as often as needed.
-- Parameters: batch, an array of objects {"id", "template", "version", "environment", "started_at", "model",
--   "input_tokens", "cached_input_tokens", "output_tokens", "cost_usd", "latency_ms", "success", "error_type",
--   "error_message", "confidence", "needs_review", "request_id", "user_id", "variables", "rendered_prompt", "experiment",
--   "variant", "guardrails": [{"rule", "violated", …}], "trace_id", "span_id"}; required are id, template (key or name),
--   version, started_at and success. A cost that is not given is computed from model_prices where the model has a price.
-- Returns: how many were recorded, how many were known, and [{"line": 1, "reason": "…"}] for those refused; the first
--   record's line is 1.
-- Method: the planner cannot know how short a batch is, and would compile a plan for each, which takes longer than the batch.
-- Errors: PM005 where batch is no array.
create or replace function promptuary.record_executions(batch json)
returns table (recorded bigint, known bigint, refused json)
language plpgsql security definer set search_path = promptuary, pg_temp set jit = off as $$
declare
    result record;
    here bigint[] := '{}';
    wrong text;
begin
    if json_typeof(batch) is distinct from 'array' then
        raise exception using errcode = 'PM005', detail = 'batch', message = 'A batch is a list of executions.';
    end if;
    perform nextval('execution_pulse');
    for attempt in 1 .. 5 loop
        begin
            select * into result from store_executions(batch, here) s;
            return query select result.recorded, cardinality(here)::bigint, result.refused;
            return;
        exception
            when check_violation then -- no partition for one of the days
                perform ensure_execution_day(d.day)
                from (select distinct (c.started_at at time zone 'UTC')::date as day
                      from checked_executions(batch) c where c.reason is null order by 1) d;
            when unique_violation then -- some are here already, or somebody else records them right now
                here := known_executions(batch);
            when data_exception then
                get stacked diagnostics wrong = message_text;
                exit;
        end;
    end loop;
    if wrong is null then
        raise exception using errcode = 'serialization_failure',
            message = 'Others record the same executions, or drop their days, at the same time.', hint = 'Send the batch again.';
    end if;
    return query select o.recorded, o.known, o.refused from record_one_by_one(batch, 'executions', wrong) o;
end
$$;
