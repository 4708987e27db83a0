-- record_execution(template text, version integer, success boolean, …): uuid
-- Purpose: records one execution; see record_executions() for the meaning of each argument. Without an id it gets a new one, and
--   without a time it began now; with an id it needs its time, for the two together say that it is the same when it is sent again.
-- Returns: the key under which it is kept.
-- Errors: PM005 with what is wrong with it.
create or replace function promptuary.record_execution(template text, version integer, success boolean,
    id text default null, environment text default null, started_at timestamptz default null, model text default null,
    input_tokens integer default null, cached_input_tokens integer default null, output_tokens integer default null,
    cost_usd numeric default null, latency_ms numeric default null, error_type text default null,
    error_message text default null, confidence numeric default null, needs_review boolean default false,
    request_id text default null, user_id text default null, variables json default null,
    rendered_prompt text default null, experiment text default null, variant text default null,
    guardrails json default null, trace_id text default null, span_id text default null) returns uuid
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    own_id text := coalesce(record_execution.id, gen_random_uuid()::text);
    result record;
begin
    if record_execution.id is not null and record_execution.started_at is null then
        raise exception using errcode = 'PM005', detail = 'started_at',
            message = 'An execution with an id needs its started_at.',
            hint = 'Sent again with another time, it would count twice.';
    end if;
    select * into result
    from record_executions(json_build_array(json_build_object(
        'id', own_id, 'template', template, 'version', version, 'environment', environment, 'started_at', coalesce(started_at, now()),
        'model', model, 'input_tokens', input_tokens, 'cached_input_tokens', cached_input_tokens,
        'output_tokens', output_tokens, 'cost_usd', cost_usd, 'latency_ms', latency_ms, 'success', success,
        'error_type', error_type, 'error_message', error_message, 'confidence', confidence,
        'needs_review', needs_review, 'request_id', request_id, 'user_id', user_id, 'variables', variables,
        'rendered_prompt', rendered_prompt, 'experiment', experiment, 'variant', variant, 'guardrails', guardrails,
        'trace_id', trace_id, 'span_id', span_id)));
    if json_array_length(result.refused) > 0 then
        raise exception using errcode = 'PM005', detail = 'execution',
            message = format('The execution was not recorded: %s.', result.refused -> 0 ->> 'reason');
    end if;
    return execution_key(own_id);
end
$$;
