-- store_executions(batch json, resent boolean default false): (recorded bigint, known bigint, refused json)
-- Purpose: the part of record_executions() that takes a batch in one go, where each value is of its type, each day has its partition,
--   and none is here already or twice in the batch, or the caller says so.
-- Parameters: resent, whether to look for those that are here already: nearly none is, and looking takes a sixth of the time.
-- Errors: unique_violation where some are, and resent is not said.
drop function if exists promptuary.store_executions(json); -- for a new parameter
create or replace function promptuary.store_executions(batch json, resent boolean default false)
returns table (recorded bigint, known bigint, refused json)
language plpgsql volatile set search_path = promptuary, pg_temp as $$
#variable_conflict use_column
begin
    return query
    with checked as materialized (select * from checked_executions(batch)),
         accepted as (select * from checked c where c.reason is null),
         fresh as (
             select * from accepted a
             where not resent
                or a.line in (select min(o.line) from accepted o group by o.key, o.started_at)
                   and not exists (select from prompt_executions e where e.id = a.key and e.started_at = a.started_at)),
         stored as (
             insert into prompt_executions (id, started_at, template_id, recorded_in, number, input_tokens,
                 cached_input_tokens, output_tokens, violations, success, cost_given, needs_review, latency_us,
                 environment, model, experiment, variant, error_type, cost_usd, confidence, guarded)
             select a.key, a.started_at, a.template_id, x.xact, a.number, a.input_tokens, a.cached_input_tokens,
                    a.output_tokens, a.violations, a.success, a.cost_given, a.needs_review, a.latency_us, a.environment,
                    a.model, a.experiment, a.variant, a.error_type, a.cost_usd, a.confidence, a.guardrails is not null
             from fresh a, (select recording_transaction() as xact) x
             returning id, started_at),
         texts as (
             insert into execution_payloads (id, started_at, request_id, user_id, trace_id, span_id, error_message,
                 variables, rendered_prompt, guardrails, cut)
             select a.key, a.started_at, a.request_id, a.user_id, a.trace_id, a.span_id,
                    case when l.error_message then cut_text(a.error_message, s.payload_bytes) else a.error_message end,
                    case when l.variables then cut_text(a.variables, s.payload_bytes) else a.variables end,
                    case when l.rendered_prompt then cut_text(a.rendered_prompt, s.payload_bytes) else a.rendered_prompt end,
                    case when l.guardrails then cut_list(a.guardrails, s.payload_bytes) else a.guardrails end,
                    array_remove(array[case when l.error_message then 'error_message' end,
                                       case when l.variables then 'variables' end,
                                       case when l.rendered_prompt then 'rendered_prompt' end,
                                       case when l.guardrails then 'guardrails' end], null)
             from fresh a join stored o on o.id = a.key and o.started_at = a.started_at, execution_settings s,
                  lateral (select octet_length(a.error_message) > s.payload_bytes as error_message,
                                  octet_length(a.variables) > s.payload_bytes as variables,
                                  octet_length(a.rendered_prompt) > s.payload_bytes as rendered_prompt,
                                  octet_length(a.guardrails::text) > s.payload_bytes as guardrails) l
             where coalesce(a.request_id, a.user_id, a.trace_id, a.span_id, a.error_message, a.variables,
                            a.rendered_prompt) is not null or a.guardrails is not null)
    select (select count(*) from stored), (select count(*) from accepted) - (select count(*) from stored),
           coalesce((select json_agg(json_build_object('line', c.line, 'reason', c.reason) order by c.line)
                     from checked c where c.reason is not null), '[]');
end
$$;
