-- checked_executions(batch json): setof record, see the returned table
-- Purpose: reads a batch of executions and says of each what is wrong with it, null for nothing.
-- Parameters: batch, an array of objects as record_executions() takes them.
-- Errors: class 22 where a value is not of its type; record_executions() then looks at the records one by one.
-- Method: it has no search path of its own, so that it becomes a part of the statement that uses it, and its rows are not kept twice.
create or replace function promptuary.checked_executions(batch json)
returns table (line bigint, reason text, key uuid, started_at timestamptz, template_id bigint, number integer,
               environment text, model text, experiment text, variant text, input_tokens integer,
               cached_input_tokens integer, output_tokens integer, cost_usd numeric, cost_given boolean, latency_us bigint,
               success boolean, error_type text, confidence numeric, needs_review boolean, violations integer,
               request_id text, user_id text, trace_id text, span_id text, error_message text, variables text,
               rendered_prompt text, guardrails jsonb)
language sql stable as $$
    select g.line,
           case when g.time <> '' and g.started_at is null
               then 'started_at is no time with its offset as RFC 3339 has it, such as 2026-03-01T09:30:00Z'
               else execution_problem(g.id, g.template, t.name, t.newest, g.version, g.started_at, g.success, g.environment, v.key,
               g.input_tokens, g.cached_input_tokens, g.output_tokens, g.cost_usd, g.latency_ms, g.confidence,
               -- No text has more letters than bytes, which need no counting.
               case when greatest(octet_length(g.id), octet_length(g.model), octet_length(g.experiment),
                                  octet_length(g.variant), octet_length(g.error_type), octet_length(g.request_id),
                                  octet_length(g.user_id), octet_length(g.trace_id), octet_length(g.span_id)) > 250
                   then greatest(length(g.id), length(g.model), length(g.experiment), length(g.variant),
                                 length(g.error_type), length(g.request_id), length(g.user_id), length(g.trace_id),
                                 length(g.span_id)) end,
               g.guardrails) end,
           -- execution_key(), which takes as long as all the rest when it is called for each row
           case when pg_input_is_valid(g.id, 'uuid') then g.id::uuid else md5(g.id)::uuid end, g.started_at, t.id, g.version,
           v.key, nullif(g.model, ''), nullif(g.experiment, ''), nullif(g.variant, ''), g.input_tokens, g.cached_input_tokens, g.output_tokens,
           coalesce(g.cost_usd,
                    (select ((coalesce(g.input_tokens, 0) - coalesce(g.cached_input_tokens, 0)) * m.input_usd
                             + coalesce(g.cached_input_tokens, 0) * m.cached_input_usd
                             + coalesce(g.output_tokens, 0) * m.output_usd) / 1000000
                     from model_prices m
                     where m.model = g.model and m.valid_from <= g.started_at
                       and coalesce(g.input_tokens, g.output_tokens) is not null
                     order by m.valid_from desc limit 1)),
           g.cost_usd is not null, case when g.latency_ms <= 2592000000 then round(g.latency_ms * 1000) end::bigint, g.success,
           case when not g.success then nullif(g.error_type, '') end, g.confidence, coalesce(g.needs_review, false),
           case when json_typeof(g.guardrails) = 'array' then
               (select count(*) from json_array_elements(g.guardrails) r where r ->> 'violated' = 'true') else 0 end::integer,
           nullif(g.request_id, ''), nullif(g.user_id, ''), nullif(g.trace_id, ''), nullif(g.span_id, ''),
           nullif(g.error_message, ''), g.variables::text, nullif(g.rendered_prompt, ''),
           case when json_typeof(g.guardrails) = 'array' then g.guardrails end::jsonb
    from (select r.*, case when r.time like '____-__-_____:__:__%' and r.time like any (array['%Z', '%z', '%_+__:__', '%_-__:__'])
                                and translate(r.time, 't z0123456789', 'TTZ')
                                    in ('--T::Z', '--T::.Z', '--T::+:', '--T::.+:', '--T::-:', '--T::.-:')
                                and r.time not like '___________24%' then r.time::timestamptz end
                 as started_at
          from rows from (json_to_recordset(batch) as
                   (id text, template text, version integer, environment text, started_at text, model text,
                    input_tokens integer, cached_input_tokens integer, output_tokens integer, cost_usd numeric,
                    latency_ms numeric, success boolean, error_type text, error_message text, confidence numeric,
                    needs_review boolean, request_id text, user_id text, variables json, rendered_prompt text,
                    experiment text, variant text, guardrails json, trace_id text, span_id text))
               with ordinality as r (id, template, version, environment, time, model, input_tokens, cached_input_tokens,
                                     output_tokens, cost_usd, latency_ms, success, error_type, error_message, confidence,
                                     needs_review, request_id, user_id, variables, rendered_prompt, experiment, variant,
                                     guardrails, trace_id, span_id, line)
          offset 0) g -- so that each time is read once
         left join prompt_templates k on k.key = g.template
         left join lateral (select k.id, k.name, k.newest where k.id is not null
                            union all
                            select c.id, c.name, c.newest
                            from prompt_templates c
                            where k.id is null
                              and lower(c.name collate "pg_c_utf8") = lower(g.template collate "pg_c_utf8")) t on true
         left join environments v
             on case when coalesce(g.environment, '') = '' then v.is_default else v.key = g.environment end;
$$;
