-- record_execution(template text, version integer, success boolean, …): uuid
-- Purpose: records one execution; see record_executions() for the meaning of each argument. Without an id it gets a new one, and
--   without a time it began now; with an id it needs its time, for the two together say that it is the same when it is sent again.
-- Returns: the key under which it is kept.
-- Method: what most agents send is written as it is, which takes half as long as a batch of one: executions of these days (whose
--   partitions nobody drops meanwhile) without guardrails and with texts that need no cut. The others go as a batch.
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
    began timestamptz := coalesce(record_execution.started_at, now());
    own_key uuid := coalesce(execution_key(record_execution.id), gen_random_uuid());
    own_id text := coalesce(record_execution.id, own_key::text);
    texts text := coalesce(nullif(request_id, ''), nullif(user_id, ''), nullif(trace_id, ''), nullif(span_id, ''),
                           nullif(error_message, ''), variables::text, nullif(rendered_prompt, ''));
    unusual boolean := false;
    named record;
    cost numeric := cost_usd;
    problem text;
begin
    if record_execution.id is not null and record_execution.started_at is null then
        raise exception using errcode = 'PM005', detail = 'started_at',
            message = 'An execution with an id needs its started_at.',
            hint = 'Sent again with another time, it would count twice.';
    end if;
    if texts is not null then
        unusual := greatest(octet_length(error_message), octet_length(variables::text), octet_length(rendered_prompt))
                   > (select s.payload_bytes from execution_settings s);
    end if;
    if unusual or guardrails is not null or began < now() - interval '2 days' then
        select r.refused -> 0 ->> 'reason' into problem
        from record_executions(json_build_array(json_build_object(
            'id', own_id, 'template', template, 'version', version, 'environment', environment, 'started_at', began,
            'model', model, 'input_tokens', input_tokens, 'cached_input_tokens', cached_input_tokens,
            'output_tokens', output_tokens, 'cost_usd', cost_usd, 'latency_ms', latency_ms, 'success', success,
            'error_type', error_type, 'error_message', error_message, 'confidence', confidence,
            'needs_review', needs_review, 'request_id', request_id, 'user_id', user_id, 'variables', variables,
            'rendered_prompt', rendered_prompt, 'experiment', experiment, 'variant', variant, 'guardrails', guardrails,
            'trace_id', trace_id, 'span_id', span_id))) r;
    else
        select t.id, t.name, t.newest, e.key as place into named
        from (select) one
             left join prompt_templates t on t.key = record_execution.template
             left join environments e on case when coalesce(record_execution.environment, '') = '' then e.is_default
                                              else e.key = record_execution.environment end;
        if named.id is null then
            select t.id, t.name, t.newest, named.place into named
            from (select) one
                 left join prompt_templates t
                     on lower(t.name collate "pg_c_utf8") = lower(record_execution.template collate "pg_c_utf8");
        end if;
        problem := execution_problem(own_id, template, named.name, named.newest, version, began, success,
            environment, named.place, input_tokens, cached_input_tokens, output_tokens, cost_usd, latency_ms, confidence,
            greatest(length(own_id), length(model), length(experiment), length(variant), length(error_type),
                     length(request_id), length(user_id), length(trace_id), length(span_id)), null);
        if problem is null then
            if cost_usd is null and coalesce(input_tokens, output_tokens) is not null then
                select ((coalesce(record_execution.input_tokens, 0) - coalesce(record_execution.cached_input_tokens, 0)) * m.input_usd
                        + coalesce(record_execution.cached_input_tokens, 0) * m.cached_input_usd
                        + coalesce(record_execution.output_tokens, 0) * m.output_usd) / 1000000
                into cost
                from model_prices m
                where m.model = record_execution.model and m.valid_from <= began
                order by m.valid_from desc limit 1;
            end if;
            if to_regclass('promptuary.prompt_executions_' || to_char(began at time zone 'UTC', 'YYYYMMDD')) is null then
                perform ensure_execution_day((began at time zone 'UTC')::date);
            end if;
            perform nextval('execution_pulse');
            insert into prompt_executions (id, started_at, template_id, recorded_in, number, input_tokens, cached_input_tokens,
                output_tokens, success, cost_given, needs_review, latency_us, environment, model, experiment, variant,
                error_type, cost_usd, confidence)
            values (own_key, began, named.id, recording_transaction(), record_execution.version,
                    record_execution.input_tokens, record_execution.cached_input_tokens, record_execution.output_tokens,
                    record_execution.success, record_execution.cost_usd is not null,
                    coalesce(record_execution.needs_review, false), round(latency_ms * 1000)::bigint, named.place,
                    nullif(record_execution.model, ''), nullif(record_execution.experiment, ''),
                    nullif(record_execution.variant, ''),
                    case when not record_execution.success then nullif(record_execution.error_type, '') end, cost,
                    record_execution.confidence)
            on conflict do nothing;
            if found and texts is not null then
                insert into execution_payloads (id, started_at, request_id, user_id, trace_id, span_id, error_message,
                    variables, rendered_prompt)
                values (own_key, began, nullif(record_execution.request_id, ''), nullif(record_execution.user_id, ''),
                        nullif(record_execution.trace_id, ''), nullif(record_execution.span_id, ''),
                        nullif(record_execution.error_message, ''), record_execution.variables::text,
                        nullif(record_execution.rendered_prompt, ''))
                on conflict do nothing;
            end if;
        end if;
    end if;
    if problem is not null then
        raise exception using errcode = 'PM005', detail = 'execution',
            message = format('The execution was not recorded: %s.', problem);
    end if;
    return own_key;
end
$$;
