-- known_executions(batch json): bigint[]
-- Purpose: the lines of a batch whose executions are here already, or earlier in the batch.
create or replace function promptuary.known_executions(batch json) returns bigint[]
language sql stable set search_path = promptuary, pg_temp as $$
    select coalesce(array_agg(a.line), '{}')
    from (select c.line, c.key, c.started_at, row_number() over (partition by c.key, c.started_at order by c.line) as nth
          from checked_executions(batch) c
          where c.reason is null) a
    where a.nth > 1
       or exists (select from prompt_executions e where e.id = a.key and e.started_at = a.started_at)
$$;
