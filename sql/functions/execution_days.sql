-- execution_days(): (day date, bytes bigint)
-- Purpose: the days (UTC) that single executions are kept of, and the room they take with their texts.
create or replace function promptuary.execution_days() returns table (day date, bytes bigint)
language sql stable security definer set search_path = promptuary, pg_temp as $$
    select to_date(right(c.relname, 8), 'YYYYMMDD'),
           pg_total_relation_size(c.oid)
               + coalesce(pg_total_relation_size(to_regclass('promptuary.execution_payloads_' || right(c.relname, 8))), 0)
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'promptuary.prompt_executions'::regclass
$$;
