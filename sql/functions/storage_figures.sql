-- storage_figures(): (relation text, day date, row_estimate bigint, bytes bigint, index_bytes bigint)
-- Purpose: the room that each table takes, those of executions by the day (UTC), by name and day.
-- Returns: row_estimate as the server's statistics know it, without counting, null where they do not know: a crash takes along what
--   the server counted, and it begins anew with what comes, until the table is analyzed; bytes with everything (texts set apart and indexes), index_bytes the part of it
--   that indexes are; day is null for tables that have no days.
create or replace function promptuary.storage_figures()
returns table (relation text, day date, row_estimate bigint, bytes bigint, index_bytes bigint)
language sql stable set search_path = promptuary, pg_temp as $$
    select s.relation, s.day, s.row_estimate, s.bytes, s.index_bytes
    from (select coalesce(p.relname, c.relname)::text as relation,
                 case when p.relname is not null then to_date(right(c.relname, 8), 'YYYYMMDD') end as day,
                 -- As the planner does, of what was analyzed; else what was counted, unless there are more pages than that.
                 case when z.pages = 0 then 0
                      when c.relpages > 0 and c.reltuples >= 0 then c.reltuples::float8 / c.relpages * z.pages
                      when pg_stat_get_live_tuples(c.oid) >= z.pages then pg_stat_get_live_tuples(c.oid) end::bigint
                     as row_estimate,
                 pg_total_relation_size(c.oid) as bytes, pg_indexes_size(c.oid) as index_bytes
          from pg_class c
               left join pg_inherits i on i.inhrelid = c.oid
               left join pg_class p on p.oid = i.inhparent,
               lateral (select pg_relation_size(c.oid) / current_setting('block_size')::bigint as pages) z
          where c.relnamespace = 'promptuary'::regnamespace and c.relkind = 'r') s
    where s.bytes is not null -- null for one that was dropped meanwhile
    order by s.relation, s.day
$$;
