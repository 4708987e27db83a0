-- record_prompt_loads(batch json): (recorded bigint, refused json)
-- Purpose: takes what agents report of loading prompts, which the page Health adds up. Each report is taken or refused by
--   itself. It counts for as many loads as it says, so an agent may report each load or, better, a minute's at once; a
--   report that is sent twice counts twice.
-- Parameters: batch, an array of objects {"source", "at", "environment", "loads", "connection_attempts",
--   "failed_attempts", "load_ms"}. Required is source, what answered: database (or a cache of what it said), environment
--   (a variable of the agent's), file, or none where the prompt was not found. at is now without one, environment the
--   default one, loads 1, the attempts 0. load_ms is the time of the load, or a list of the times of those that were measured.
-- Returns: how many reports were taken, and [{"line": 1, "reason": "…"}] for those refused; the first report's line is 1.
-- Method: the planner cannot know how short a batch is, and would compile a plan for each, which takes longer than the batch.
-- Errors: PM005 where batch is no array.
create or replace function promptuary.record_prompt_loads(batch json) returns table (recorded bigint, refused json)
language plpgsql security definer set search_path = promptuary, pg_temp set jit = off as $$
#variable_conflict use_column
declare
    wrong text;
begin
    if json_typeof(batch) is distinct from 'array' then
        raise exception using errcode = 'PM005', detail = 'batch', message = 'A batch is a list of reports.';
    end if;
    begin
        -- In one order, so that two batches which report on the same hours wait for each other and never crosswise.
        return query
        with checked as materialized (select * from checked_prompt_loads(batch)),
             stored as (
                 insert into prompt_loads as p
                 select c.hour, c.environment, c.source, sum(c.loads)::bigint, sum(c.attempts)::bigint,
                        sum(c.failed_attempts)::bigint, sum(c.timed)::bigint, sum(c.load_us)::bigint,
                        merge_histogram((select array_agg(h) from checked a, unnest(a.histogram) h
                                         where a.reason is null and a.hour = c.hour and a.environment = c.environment
                                           and a.source = c.source))
                 from checked c where c.reason is null
                 group by c.hour, c.environment, c.source
                 order by c.hour, c.environment, c.source
                 on conflict on constraint prompt_loads_pkey do update
                 set loads = p.loads + excluded.loads, attempts = p.attempts + excluded.attempts,
                     failed_attempts = p.failed_attempts + excluded.failed_attempts, timed = p.timed + excluded.timed,
                     load_us = p.load_us + excluded.load_us, histogram = merge_histogram(p.histogram || excluded.histogram))
        select count(*) filter (where c.reason is null),
               coalesce(json_agg(json_build_object('line', c.line, 'reason', c.reason) order by c.line)
                        filter (where c.reason is not null), '[]')
        from checked c;
        return;
    exception
        when data_exception then
            get stacked diagnostics wrong = message_text;
    end;
    return query select o.recorded, o.refused from record_one_by_one(batch, 'prompt_loads', wrong) o;
end
$$;
