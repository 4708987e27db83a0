-- Rollups of templates, between those of versions and those of all together: an overview of templates reads a few rows of each.

create or replace view promptuary.prompt_template_performance as
with totals as (
         select r.template_id, r.number, r.executions, r.successes, r.input_tokens, r.output_tokens, r.priced, r.cost_usd,
                r.timed, r.latency_us, r.scored, r.confidence, r.needs_review
         from promptuary.execution_rollups r
         where r.period = 'month' and r.number > 0
         union all
         select m.template_id, m.number, 1, m.success::integer, m.input_tokens, m.output_tokens,
                (m.cost_usd is not null)::integer, m.cost_usd, (m.latency_us is not null)::integer, m.latency_us,
                (m.confidence is not null)::integer, m.confidence, m.needs_review::integer
         from promptuary.execution_measures m
         where m.recorded_in >= (select s.rolled_up_to from promptuary.execution_rollup_state s))
select t.id as template_id, t.key, t.name, s.number as version, sum(s.executions)::bigint as executions,
       sum(s.successes)::bigint as successes, sum(s.executions - s.successes)::bigint as failures,
       round(sum(s.successes) / sum(s.executions), 6) as success_rate,
       round(sum(s.latency_us) / nullif(sum(s.timed), 0) / 1000, 3) as mean_latency_ms,
       round(sum(s.input_tokens) / sum(s.executions), 1) as mean_input_tokens,
       round(sum(s.output_tokens) / sum(s.executions), 1) as mean_output_tokens,
       round(sum(s.cost_usd) / nullif(sum(s.priced), 0), 12) as mean_cost_usd, coalesce(sum(s.cost_usd), 0) as cost_usd,
       round(sum(s.confidence) / nullif(sum(s.scored), 0), 6) as mean_confidence,
       round(sum(s.needs_review) / sum(s.executions), 6) as review_rate
from totals s join promptuary.prompt_templates t on t.id = s.template_id
group by t.id, s.number;

comment on table promptuary.execution_rollups is
    'Sums of executions by hour, day and month (UTC): for each version; with number 0 for each template, all its versions together; with template 0 and number 0 for all together. An unknown experiment, variant or model is empty. Period "dropped" holds what versions had on a day when its executions were dropped, while late ones of that day are kept.';

-- Template by template, so that no step holds more than one template's histograms.
do $$
declare
    of_template bigint := 0;
begin
    perform from promptuary.execution_rollup_state for update; -- nobody rolls up, reviews or prices anew meanwhile
    -- Who rolled up after the functions came and before this made some, without what was there before. Of what was dropped, all
    -- together is no longer kept: nobody reads it.
    delete from promptuary.execution_rollups where number = 0 and (template_id > 0 or period = 'dropped');
    loop
        select min(r.template_id) into of_template
        from promptuary.execution_rollups r where r.period = 'month' and r.template_id > of_template;
        exit when of_template is null;
        insert into promptuary.execution_rollups (period, starts_at, template_id, number, environment, experiment, variant, model,
            executions, successes, errors, input_tokens, cached_input_tokens, output_tokens, priced, cost_usd, cost_squares, timed,
            latency_us, latency_squares, scored, confidence, confidence_squares, needs_review, approved, rejected, violations,
            latency_histogram, cost_histogram, confidence_histogram, guarded)
        with joined as (
                 select r.period, r.starts_at, r.environment, r.experiment, r.variant, r.model, sum(r.executions) as executions,
                        sum(r.successes) as successes, sum(r.input_tokens) as input_tokens,
                        sum(r.cached_input_tokens) as cached_input_tokens, sum(r.output_tokens) as output_tokens,
                        sum(r.priced) as priced, sum(r.cost_usd) as cost_usd, sum(r.cost_squares) as cost_squares,
                        sum(r.timed) as timed, sum(r.latency_us) as latency_us, sum(r.latency_squares) as latency_squares,
                        sum(r.scored) as scored, sum(r.confidence) as confidence,
                        sum(r.confidence_squares) as confidence_squares, sum(r.needs_review) as needs_review,
                        sum(r.approved) as approved, sum(r.rejected) as rejected, sum(r.violations) as violations,
                        sum(r.guarded) as guarded, array_agg(r) as parts
                 from promptuary.execution_rollups r
                 where r.period in ('hour', 'day', 'month') and r.template_id = of_template
                 group by 1, 2, 3, 4, 5, 6)
        select j.period, j.starts_at, of_template, 0, j.environment, j.experiment, j.variant, j.model, j.executions, j.successes,
               case when cardinality(j.parts) = 1 then j.parts[1].errors else
                   coalesce((select jsonb_object_agg(c.name, c.times)
                             from (select e.key as name, sum(e.value::bigint) as times
                                   from unnest(j.parts) p, jsonb_each_text(p.errors) e group by 1) c), '{}') end,
               j.input_tokens, j.cached_input_tokens, j.output_tokens, j.priced, j.cost_usd, j.cost_squares, j.timed, j.latency_us,
               j.latency_squares, j.scored, j.confidence, j.confidence_squares, j.needs_review, j.approved, j.rejected,
               j.violations,
               case when cardinality(j.parts) = 1 then j.parts[1].latency_histogram else
                   coalesce((select array_agg(c.bucket << 32 | c.times order by c.bucket)
                             from (select h.entry >> 32 as bucket, sum(h.entry & 4294967295)::bigint as times
                                   from (select unnest((unnest(j.parts)).latency_histogram) as entry) h group by 1) c), '{}') end,
               case when cardinality(j.parts) = 1 then j.parts[1].cost_histogram else
                   coalesce((select array_agg(c.bucket << 32 | c.times order by c.bucket)
                             from (select h.entry >> 32 as bucket, sum(h.entry & 4294967295)::bigint as times
                                   from (select unnest((unnest(j.parts)).cost_histogram) as entry) h group by 1) c), '{}') end,
               case when cardinality(j.parts) = 1 then j.parts[1].confidence_histogram else
                   coalesce((select array_agg(c.bucket << 32 | c.times order by c.bucket)
                             from (select h.entry >> 32 as bucket, sum(h.entry & 4294967295)::bigint as times
                                   from (select unnest((unnest(j.parts)).confidence_histogram) as entry) h group by 1) c), '{}') end,
               j.guarded
        from joined j
        order by j.period, j.starts_at;
    end loop;
end
$$;

create index execution_rollups_wide on promptuary.execution_rollups (period, starts_at) where number = 0;
