-- execution_problem(id text, template text, name text, newest integer, version integer, started_at timestamptz, success boolean,
--                   environment text, place text, input_tokens integer, cached_input_tokens integer, output_tokens integer,
--                   cost_usd numeric, latency_ms numeric, confidence numeric, longest integer, guardrails json): text
-- Purpose: what is wrong with the record of an execution, null for nothing.
-- Parameters: what record_executions() is given, and what was found for it: name and newest, of the template, and place, the
--   environment's key, null where there is none; longest, the length of the longest name or id.
-- Method: it has no search path of its own, so that it becomes a part of the statement that uses it. Called, it would take longer
--   than all the rest of a record.
create or replace function promptuary.execution_problem(id text, template text, name text, newest integer, version integer,
    started_at timestamptz, success boolean, environment text, place text, input_tokens integer,
    cached_input_tokens integer, output_tokens integer, cost_usd numeric, latency_ms numeric, confidence numeric,
    longest integer, guardrails json) returns text
language sql stable parallel safe as $$
    select case
               when coalesce(id, '') = '' then 'id is missing'
               when coalesce(template, '') = '' then 'template is missing'
               when name is null then format('there is no template “%s”', template)
               when version is null then 'version is missing'
               when version < 1 or version > newest then format('“%s” has no version %s', name, version)
               when started_at is null then 'started_at is missing'
               when started_at > now() + interval '5 minutes' then 'started_at is in the future'
               when started_at < '2000-01-01Z' then 'started_at is before the year 2000'
               when success is null then 'success is missing'
               when place is null then format('there is no environment “%s”', environment)
               when input_tokens < 0 then 'input_tokens is negative'
               when output_tokens < 0 then 'output_tokens is negative'
               when cached_input_tokens < 0 then 'cached_input_tokens is negative'
               when cached_input_tokens > coalesce(input_tokens, 0)
                   then 'cached_input_tokens is more than input_tokens, of which it is a part'
               when cost_usd < 0 then 'cost_usd is negative'
               when cost_usd = 'NaN' or cost_usd >= 1000000 then 'cost_usd is no amount below a million'
               when latency_ms < 0 then 'latency_ms is negative'
               when latency_ms = 'NaN' or latency_ms > 2592000000 then 'latency_ms is more than 30 days'
               when confidence < 0 or confidence > 1 then 'confidence is not between 0 and 1'
               when longest > 250 then 'a name or an id is longer than 250 characters'
               when json_typeof(guardrails) not in ('array', 'null') then 'guardrails is no list'
           end
$$;
