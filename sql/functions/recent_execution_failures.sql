-- recent_execution_failures(since, until timestamptz, template_ids bigint[], numbers integer[], environment text, model text):
--   (error_type text, failures bigint)
-- Purpose: why executions failed in a few hours, to the second; see recent_execution_metrics(). '' stands for no type.
-- Errors: PM005.
create or replace function promptuary.recent_execution_failures(since timestamptz, until timestamptz,
    template_ids bigint[] default null, numbers integer[] default null, environment text default null,
    model text default null) returns table (error_type text, failures bigint)
language plpgsql stable security definer set search_path = promptuary, pg_temp set jit = off
    set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    if until - since > interval '7 hours' then
        raise exception using errcode = 'PM005', detail = 'until', message = 'That is longer than seven hours.',
            hint = 'execution_failures() knows longer times.';
    end if;
    return query
    select m.error_type, count(*)
    from execution_measures m
    where not m.success and m.started_at >= since and m.started_at < until
      and (template_ids is null or m.template_id = any (template_ids))
      and (numbers is null or m.number = any (numbers))
      and (recent_execution_failures.environment is null or m.environment = recent_execution_failures.environment)
      and (recent_execution_failures.model is null or m.model = recent_execution_failures.model)
    group by 1 order by 2 desc, 1;
end
$$;
