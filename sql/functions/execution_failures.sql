-- execution_failures(since, until timestamptz, template_ids bigint[], numbers integer[], environment text, model text):
--   (error_type text, failures bigint)
-- Purpose: why executions failed; the arguments are those of execution_metrics(). '' stands for no type.
create or replace function promptuary.execution_failures(since timestamptz, until timestamptz,
    template_ids bigint[] default null, numbers integer[] default null, environment text default null,
    model text default null) returns table (error_type text, failures bigint)
language plpgsql stable security definer set search_path = promptuary, pg_temp set jit = off
    set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    rolled_up_to bigint;
    first timestamptz;
    last timestamptz;
    -- Of versions, of templates, or of all together, as in execution_metrics(); as values, for a plan that fits them.
    versions boolean := numbers is not null;
    templates boolean := not versions and template_ids is not null;
begin
    select s.rolled_up_to into rolled_up_to from execution_rollup_state s; -- as in execution_metrics()
    select min(s.starts_at), max(s.ends_at) into first, last from execution_slices(since, until, null) s;
    return query
    select f.error_type, sum(f.times)::bigint
    from (select e.key as error_type, e.value::bigint as times
          from execution_slices(since, until, null) s
               join execution_rollups r on r.period = s.period and r.starts_at >= s.starts_at and r.starts_at < s.ends_at,
               jsonb_each_text(r.errors) e
          where (versions and r.number > 0 or not versions and r.number = 0)
            and (versions or templates and r.template_id > 0 or not templates and r.template_id = 0)
            and (template_ids is null or r.template_id = any (template_ids))
            and (execution_failures.numbers is null or r.number = any (execution_failures.numbers))
            and (execution_failures.environment is null or r.environment = execution_failures.environment)
            and (execution_failures.model is null or r.model = execution_failures.model)
          union all
          select m.error_type, 1
          from recorded_executions(rolled_up_to, 9223372036854775807) m
          where not m.success and m.started_at >= first
            and m.started_at < last
            and (template_ids is null or m.template_id = any (template_ids))
            and (execution_failures.numbers is null or m.number = any (execution_failures.numbers))
            and (execution_failures.environment is null or m.environment = execution_failures.environment)
            and (execution_failures.model is null or m.model = execution_failures.model)) f
    group by 1 order by 2 desc, 1;
end
$$;
