-- measured_rollups(kind anyelement, since bigint, until bigint, part integer, parts integer): setof anyelement
-- Purpose: the rollups of the executions recorded by transactions from since up to and without until: hours, days and months
--   of versions and of templates, and the hours of all together.
-- Method: hours of versions are made of the executions, everything longer or wider of what is shorter and narrower, so that
--   each execution is looked at once. The three buckets of an execution travel in one number, 16 bits each (65535 for none):
--   collecting one array instead of three halves the time. The planner cannot know how many rows there are, and is told what
--   is right for many: it takes a group by hashing, and two lists together likewise.
-- Parameters: kind, a null of type execution_rollups, which is what comes back (a function's own signature names no table);
--   part, which of so many parts of the templates, 0 to parts - 1.
create or replace function promptuary.measured_rollups(kind anyelement, since bigint, until bigint, part integer, parts integer)
returns setof anyelement
language plpgsql stable parallel safe cost 1000000 set search_path = promptuary, pg_temp
    set plan_cache_mode = force_generic_plan set jit = off set work_mem = '512MB' set enable_seqscan = off
    set enable_bitmapscan = off set enable_sort = off set enable_incremental_sort = off set enable_nestloop = off as $$
declare
    hours execution_rollups[];
    days execution_rollups[];
begin
    hours := array(
        with executions as (
                 select date_bin('1 hour', e.started_at, 'epoch') as hour, e.template_id, e.number, e.environment,
                        coalesce(e.experiment, '') as experiment, coalesce(e.variant, '') as variant,
                        coalesce(e.model, '') as model, e.success, e.error_type, e.input_tokens, e.cached_input_tokens,
                        e.output_tokens, e.latency_us, e.cost_usd, e.confidence, e.latency_us / 1000.0::float8 as latency,
                        e.cost_usd::float8 as cost, e.confidence::float8 as certainty, e.input_tokens::float8 as input,
                        e.output_tokens::float8 as output, e.needs_review, e.review_outcome, e.violations, e.guarded
                 from prompt_executions e
                 where e.recorded_in >= since and e.recorded_in < until and e.template_id % parts = part
                 offset 0), -- else the planner has each number converted again wherever it is used
             measured as (
                 select m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model,
                        count(*) as executions, count(*) filter (where m.success) as successes,
                        array_agg(coalesce(m.error_type, '')) filter (where not m.success) as errors,
                        coalesce(sum(m.input_tokens), 0) as input_tokens,
                        coalesce(sum(m.cached_input_tokens), 0) as cached_input_tokens,
                        coalesce(sum(m.output_tokens), 0) as output_tokens, count(m.cost_usd) as priced,
                        coalesce(sum(m.cost_usd), 0) as cost_usd, coalesce(sum(m.cost * m.cost), 0) as cost_squares,
                        count(m.latency_us) as timed, coalesce(sum(m.latency_us), 0)::bigint as latency_us,
                        coalesce(sum(m.latency * m.latency), 0) / 1e6 as latency_squares, count(m.confidence) as scored,
                        coalesce(sum(m.confidence), 0) as confidence,
                        coalesce(sum(m.certainty * m.certainty), 0) as confidence_squares,
                        count(*) filter (where m.needs_review) as needs_review,
                        count(*) filter (where m.review_outcome = 'approved') as approved,
                        count(*) filter (where m.review_outcome = 'rejected') as rejected,
                        count(*) filter (where m.violations > 0) as violations,
                        count(*) filter (where m.guarded) as guarded, count(m.input) as input_counted,
                        coalesce(sum(m.input * m.input), 0) as input_squares, count(m.output) as output_counted,
                        coalesce(sum(m.output * m.output), 0) as output_squares,
                        array_agg((coalesce(case when m.latency > 0 then ceil(ln(m.latency) / ln(1.01::float8 / 0.99))
                                                 when m.latency = 0 then -32768 end::bigint + 32768, 65535) << 32)
                                  | (coalesce(case when m.cost > 0 then ceil(ln(m.cost) / ln(1.01::float8 / 0.99))
                                                   when m.cost = 0 then -32768 end::bigint + 32768, 65535) << 16)
                                  | coalesce(case when m.certainty > 0 then ceil(ln(m.certainty) / ln(1.01::float8 / 0.99))
                                                  when m.certainty = 0 then -32768 end::bigint + 32768, 65535)) as buckets
                 from executions m
                 group by 1, 2, 3, 4, 5, 6, 7)
        select row('hour', m.hour, m.template_id, m.number, m.environment, m.experiment, m.variant, m.model, m.executions,
                   m.successes,
                   case when m.errors is null then '{}' else
                       (select jsonb_object_agg(c.name, c.times)
                        from (select e.name, count(*) as times from (select unnest(m.errors) as name) e group by 1) c) end,
                   m.input_tokens, m.cached_input_tokens, m.output_tokens, m.priced, m.cost_usd, m.cost_squares, m.timed,
                   m.latency_us, m.latency_squares, m.scored, m.confidence, m.confidence_squares, m.needs_review,
                   m.approved, m.rejected, m.violations,
                   -- Sorted first, so that counting and collecting need no order of their own.
                   coalesce((select array_agg(((c.bucket - 32768) << 32) | c.times order by c.bucket)
                             from (select s.bucket, count(*) as times
                                   from (select unnest(m.buckets) >> 32 as bucket order by 1) s
                                   where s.bucket < 65535 group by 1) c), '{}'),
                   coalesce((select array_agg(((c.bucket - 32768) << 32) | c.times order by c.bucket)
                             from (select s.bucket, count(*) as times
                                   from (select unnest(m.buckets) >> 16 & 65535 as bucket order by 1) s
                                   where s.bucket < 65535 group by 1) c), '{}'),
                   coalesce((select array_agg(((c.bucket - 32768) << 32) | c.times order by c.bucket)
                             from (select s.bucket, count(*) as times
                                   from (select unnest(m.buckets) & 65535 as bucket order by 1) s
                                   where s.bucket < 65535 group by 1) c), '{}'),
                   m.guarded, m.input_counted, m.input_squares, m.output_counted, m.output_squares
               )::execution_rollups
        from measured m);
    return query select * from unnest(hours);
    days := merged_rollups(hours, 'day', 2);
    return query select * from unnest(days);
    return query select * from unnest(merged_rollups(days, 'month', 2));
    days := merged_rollups(days, 'day', 1);
    return query select * from unnest(days);
    return query select * from unnest(merged_rollups(days, 'month', 1));
    hours := merged_rollups(hours, 'hour', 1);
    return query select * from unnest(hours);
    return query select * from unnest(merged_rollups(hours, 'hour', 0));
end
$$;
