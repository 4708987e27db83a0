-- store_executions(batch json, left_out bigint[] default '{}'): (recorded bigint, refused json)
-- Purpose: the part of record_executions() that takes a batch in one go, where each value is of its type, each day has its partition,
--   and none is here already or twice in the batch.
-- Parameters: left_out, the lines that are not to be stored, as known_executions() tells them.
-- Errors: unique_violation where one is here already that is not left out.
drop function if exists promptuary.store_executions(json); -- for a new parameter
drop function if exists promptuary.store_executions(json, boolean); -- for another
create or replace function promptuary.store_executions(batch json, left_out bigint[] default '{}')
returns table (recorded bigint, refused json)
language plpgsql volatile set search_path = promptuary, pg_temp set plan_cache_mode = force_generic_plan
    set work_mem = '64MB' as $$
#variable_conflict use_column
begin
    return query
    with checked as materialized (select * from checked_executions(batch)),
         -- Both in the order of keys, and as PostgreSQL runs them, the last first: executions before their texts, as record_execution()
         -- has it. So nobody waits crosswise for who records the same.
         texts as (
             insert into execution_payloads (id, started_at, request_id, user_id, trace_id, span_id, error_message,
                 variables, rendered_prompt, guardrails, cut)
             select c.key, c.started_at, c.request_id, c.user_id, c.trace_id, c.span_id,
                    case when l.error_message then cut_text(c.error_message, s.payload_bytes) else c.error_message end,
                    case when l.variables then cut_text(c.variables, s.payload_bytes) else c.variables end,
                    case when l.rendered_prompt then cut_text(c.rendered_prompt, s.payload_bytes) else c.rendered_prompt end,
                    case when l.guardrails then cut_list(c.guardrails, s.payload_bytes) else c.guardrails end,
                    case when l.error_message or l.variables or l.rendered_prompt or l.guardrails
                        then array_remove(array[case when l.error_message then 'error_message' end,
                                                case when l.variables then 'variables' end,
                                                case when l.rendered_prompt then 'rendered_prompt' end,
                                                case when l.guardrails then 'guardrails' end], null)
                        else '{}' end
             from checked c, execution_settings s,
                  lateral (select octet_length(c.error_message) > s.payload_bytes as error_message,
                                  octet_length(c.variables) > s.payload_bytes as variables,
                                  octet_length(c.rendered_prompt) > s.payload_bytes as rendered_prompt,
                                  octet_length(c.guardrails::text) > s.payload_bytes as guardrails) l
             where c.reason is null and c.line <> all (left_out)
               and (coalesce(c.request_id, c.user_id, c.trace_id, c.span_id, c.error_message, c.variables,
                             c.rendered_prompt) is not null or c.guardrails is not null)
             order by c.key, c.started_at),
         stored as (
             insert into prompt_executions (id, started_at, template_id, recorded_in, number, input_tokens,
                 cached_input_tokens, output_tokens, violations, success, cost_given, needs_review, latency_us,
                 environment, model, experiment, variant, error_type, cost_usd, confidence, guarded)
             select c.key, c.started_at, c.template_id, x.xact, c.number, c.input_tokens, c.cached_input_tokens,
                    c.output_tokens, c.violations, c.success, c.cost_given, c.needs_review, c.latency_us, c.environment,
                    c.model, c.experiment, c.variant, c.error_type, c.cost_usd, c.confidence, c.guardrails is not null
             from checked c, (select recording_transaction() as xact) x
             where c.reason is null and c.line <> all (left_out)
             order by c.key, c.started_at)
    select count(*) filter (where c.reason is null and c.line <> all (left_out)),
           coalesce(json_agg(json_build_object('line', c.line, 'reason', c.reason) order by c.line)
                        filter (where c.reason is not null), '[]')
    from checked c;
end
$$;
