-- merged_rollups(finer anyarray, span text, scope integer): anyarray
-- Purpose: adds up rollups of one scope to those of a longer period or a wider scope.
-- Method: what no other joins, as nearly all in the small steps of every day, is taken as it is: adding up histograms is what
--   costs time. Each is added up by itself, in a table so small that the processor holds it near; one of all would take longer.
-- Parameters: finer, an array of execution_rollups (a function's own signature names no table); span, hour, day or month;
--   scope, 2 to keep versions apart, 1 templates (number 0), 0 for all together (template 0).
create or replace function promptuary.merged_rollups(finer anyarray, span text, scope integer) returns anyarray
language plpgsql stable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return array(
        with joined as (
                 select date_trunc(span, f.starts_at, 'UTC') as starts_at, f.template_id * least(scope, 1) as template_id,
                        f.number * (scope / 2) as number, f.environment, f.experiment, f.variant, f.model,
                        sum(f.executions) as executions, sum(f.successes) as successes, sum(f.input_tokens) as input_tokens,
                        sum(f.cached_input_tokens) as cached_input_tokens, sum(f.output_tokens) as output_tokens,
                        sum(f.priced) as priced, sum(f.cost_usd) as cost_usd, sum(f.cost_squares) as cost_squares,
                        sum(f.timed) as timed, sum(f.latency_us) as latency_us, sum(f.latency_squares) as latency_squares,
                        sum(f.scored) as scored, sum(f.confidence) as confidence,
                        sum(f.confidence_squares) as confidence_squares, sum(f.needs_review) as needs_review,
                        sum(f.approved) as approved, sum(f.rejected) as rejected, sum(f.violations) as violations,
                        sum(f.guarded) as guarded, sum(f.input_counted) as input_counted,
                        case when count(*) = count(f.input_squares) then sum(f.input_squares) end as input_squares,
                        sum(f.output_counted) as output_counted,
                        case when count(*) = count(f.output_squares) then sum(f.output_squares) end as output_squares,
                        array_agg(f) as parts
                 from unnest(finer) f
                 group by 1, 2, 3, 4, 5, 6, 7)
        select row(span, j.starts_at, j.template_id, j.number, j.environment, j.experiment, j.variant, j.model, j.executions,
                   j.successes,
                   case when cardinality(j.parts) = 1 then j.parts[1].errors else
                       coalesce((select jsonb_object_agg(c.name, c.times)
                                 from (select e.key as name, sum(e.value::bigint) as times
                                       from unnest(j.parts) p, jsonb_each_text(p.errors) e
                                       where p.errors <> '{}' group by 1) c), '{}') end,
                   j.input_tokens, j.cached_input_tokens, j.output_tokens, j.priced, j.cost_usd, j.cost_squares, j.timed,
                   j.latency_us, j.latency_squares, j.scored, j.confidence, j.confidence_squares, j.needs_review,
                   j.approved, j.rejected, j.violations,
                   case when cardinality(j.parts) = 1 then j.parts[1].latency_histogram else
                       coalesce((select array_agg(c.bucket << 32 | c.times order by c.bucket)
                                 from (select h.entry >> 32 as bucket, sum((h.entry & 4294967295)::integer) as times
                                       from (select unnest((unnest(j.parts)).latency_histogram) as entry) h group by 1) c), '{}')
                   end,
                   case when cardinality(j.parts) = 1 then j.parts[1].cost_histogram else
                       coalesce((select array_agg(c.bucket << 32 | c.times order by c.bucket)
                                 from (select h.entry >> 32 as bucket, sum((h.entry & 4294967295)::integer) as times
                                       from (select unnest((unnest(j.parts)).cost_histogram) as entry) h group by 1) c), '{}')
                   end,
                   case when cardinality(j.parts) = 1 then j.parts[1].confidence_histogram else
                       coalesce((select array_agg(c.bucket << 32 | c.times order by c.bucket)
                                 from (select h.entry >> 32 as bucket, sum((h.entry & 4294967295)::integer) as times
                                       from (select unnest((unnest(j.parts)).confidence_histogram) as entry) h group by 1) c), '{}')
                   end, j.guarded, j.input_counted, j.input_squares, j.output_counted, j.output_squares
               )::execution_rollups
        from joined j);
end
$$;
