-- execution_failures(since, until timestamptz, template_ids bigint[], numbers integer[], environment text, model text):
--   (error_type text, failures bigint)
-- Purpose: why executions failed; the arguments are those of execution_metrics(). '' stands for no type.
create or replace function promptuary.execution_failures(since timestamptz, until timestamptz,
    template_ids bigint[] default null, numbers integer[] default null, environment text default null,
    model text default null) returns table (error_type text, failures bigint)
language plpgsql stable security definer set search_path = promptuary, pg_temp set jit = off
    set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    rolled_up_to bigint;
    first timestamptz;
    last timestamptz;
    periods text[];
    begins timestamptz[];
    ends timestamptz[];
begin
    select s.rolled_up_to into rolled_up_to from execution_rollup_state s; -- as in execution_metrics()
    select min(s.starts_at), max(s.ends_at), array_agg(s.period), array_agg(s.starts_at), array_agg(s.ends_at)
    into first, last, periods, begins, ends
    from execution_slices(since, until, null) s;
    return query
    select f.error_type, sum(f.times)::bigint
    from (select e.key as error_type, e.value::bigint as times
          from chosen_rollups(periods, begins, ends, 'total', null, template_ids, numbers, environment, model) r,
               jsonb_each_text(r.errors) e
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
