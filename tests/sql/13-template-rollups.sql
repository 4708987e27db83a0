-- Rollups of templates: what they hold is what their versions hold, whatever happens to the log, and figures are the same from each level.
begin;
select no_plan();
set search_path = promptuary, public;
update execution_settings set hourly_days = 100000;

select save_version(1, v, v, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'v' || v)), 'text', '[]', '{}', '') from generate_series(1, 3) v \g /dev/null
select save_version(2, 1, 1, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'v2')), 'text', '[]', '{}', '') \g /dev/null
select set_model_price('m2', 2, 0.5, 8) \g /dev/null
-- Six days over the end of a month: two templates with some versions, three models, two environments, an experiment, failures of three kinds.
create function pg_temp.recorded(prefix text, first integer, last integer) returns bigint language sql as $$
    select recorded from record_executions((select json_agg(json_build_object('id', prefix || n,
        'template', case when n % 3 = 0 then 'clarification-question-generation' else 'nlu-topic-extraction' end, 'version', case when n % 3 = 0 then 1 + n % 2 else 1 + n % 4 end,
        'started_at', timestamptz '2026-01-28T20:00:00Z' + n * interval '149 s', 'success', n % 7 <> 0, 'error_type', case n % 14 when 0 then 'timeout' when 7 then case when n % 4 = 0 then 'flood' end end,
        'model', 'm' || n % 3, 'environment', case when n % 5 = 0 then 'staging' else 'production' end, 'experiment', case when n % 11 = 0 then 'tone' end,
        'variant', case when n % 11 = 0 then 'b' end, 'input_tokens', n, 'cached_input_tokens', n / 2, 'output_tokens', case when n % 9 > 0 then n % 90 end,
        'cost_usd', case when n % 3 < 2 then n * 0.0001 end, 'latency_ms', case when n % 13 > 0 then exp(n % 100 / 10.0) end, 'confidence', case when n % 4 > 0 then n % 101 / 100.0 end,
        'needs_review', n % 6 = 0, 'guardrails', case when n % 8 = 0 then json_build_array(json_build_object('rule', 'a', 'violated', n % 16 = 0)) end))
        from generate_series(first, last) n)) $$;
select is(pg_temp.recorded('t', 1, 2500), 2500::bigint, 'all are taken');

-- Every column of every template's row, next to the same of its versions.
create aggregate pg_temp.together(bigint[]) (sfunc = array_cat, stype = bigint[], initcond = '{}');
create aggregate pg_temp.together(jsonb) (sfunc = merge_counts, stype = jsonb, initcond = '{}');
create function pg_temp.sums(narrow text, wide_template bigint) returns text language sql as $$
    select format('select period, starts_at, %s as template_id, environment, experiment, variant, model, sum(executions) as executions, sum(successes) as successes, pg_temp.together(errors) as errors, sum(input_tokens) as input_tokens,
        sum(cached_input_tokens) as cached_input_tokens, sum(output_tokens) as output_tokens, sum(priced) as priced, sum(cost_usd) as cost_usd, round(sum(cost_squares)::numeric, 9) as cost_squares, sum(timed) as timed, sum(latency_us) as latency_us,
        round(sum(latency_squares)::numeric, 3) as latency_squares, sum(scored) as scored, sum(confidence) as confidence, round(sum(confidence_squares)::numeric, 9) as confidence_squares, sum(needs_review) as needs_review, sum(approved) as approved, sum(rejected) as rejected,
        sum(violations) as violations, sum(guarded) as guarded, sum(input_counted) as input_counted, sum(input_squares) as input_squares, sum(output_counted) as output_counted, sum(output_squares) as output_squares, merge_histogram(pg_temp.together(latency_histogram)) as latency_histogram, merge_histogram(pg_temp.together(cost_histogram)) as cost_histogram,
        merge_histogram(pg_temp.together(confidence_histogram)) as confidence_histogram from execution_rollups where period <> ''dropped'' and %s group by 1, 2, 3, 4, 5, 6, 7',
        coalesce(wide_template::text, 'template_id'), narrow) $$;
create function pg_temp.equal(what text) returns setof text language plpgsql as $$
begin
    return next set_eq(pg_temp.sums('template_id > 0 and number = 0', null), pg_temp.sums('number > 0', null), 'templates have what their versions have, ' || what);
    return next set_eq(pg_temp.sums('template_id = 0', 0), pg_temp.sums('template_id > 0 and number = 0', 0), 'all together have what templates have, ' || what);
    return next is((select count(*) - count(distinct (period, starts_at, template_id, environment, experiment, variant, model)) from execution_rollups where number = 0), 0::bigint,
        'and there is one row of each, ' || what);
end $$;

-- Half of them, then the rest as late ones, next to those of no rollup yet.
update prompt_executions set recorded_in = case when id < '80000000-0000-0000-0000-000000000000' then 5 else 15 end;
select add_executions(0, 10) \g /dev/null
select isnt((select count(*) from execution_rollups where template_id > 0 and number = 0), 0::bigint, 'there are rollups of templates');
select pg_temp.equal('made at once');
select add_executions(10, 20) \g /dev/null
update execution_rollup_state set rolled_up_to = 20;
select pg_temp.equal('after late ones');
select is((select sum(executions) from execution_rollups where period = 'month' and template_id > 0 and number = 0), 2500::numeric, 'they hold everything');
select is(execution_day_difference(d::date), null, 'a day equals its rollups: ' || d::date) from generate_series('2026-01-28'::date, '2026-02-02', interval '1 day') d;

-- Figures are the same whichever level they come from, with and without executions that are in no rollup yet.
create function pg_temp.figures(source text) returns text language sql as $$
    select format('select starts_at, template_id, name, sum(executions) as executions, sum(successes) as successes, sum(input_tokens) as input_tokens, sum(cached_input_tokens) as cached_input_tokens, sum(output_tokens) as output_tokens, sum(priced) as priced, sum(cost_usd) as cost_usd,
        round(sum(cost_squares)::numeric, 9) as cost_squares, sum(timed) as timed, sum(latency_ms) as latency_ms, round(sum(latency_squares)::numeric) as latency_squares, sum(scored) as scored, sum(confidence) as confidence, round(sum(confidence_squares)::numeric, 9) as confidence_squares,
        sum(needs_review) as needs_review, sum(approved) as approved, sum(rejected) as rejected, sum(violations) as violations, sum(guarded) as guarded, sum(input_counted) as input_counted, sum(input_squares) as input_squares, sum(output_counted) as output_counted, sum(output_squares) as output_squares from (%s) f group by 1, 2, 3', source) $$;
create function pg_temp.same(what text) returns setof text language plpgsql as $$
declare
    step text;
    chosen text;
begin
    foreach step in array array['null', '''hour''', '''day''', '''month'''] loop
        foreach chosen in array array['null, null', 'null, null, ''staging''', 'array[1, 2], null, null, ''m1'''] loop
            return next set_eq(
                pg_temp.figures(format('select * from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''template'', %s)', step, chosen)),
                pg_temp.figures(format('select * from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''version'', %s)', step, chosen)),
                format('by template as by version, %s (step %s, %s)', what, step, chosen));
            return next set_eq(
                pg_temp.figures(format('select * from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''task_type'', %s)', step, chosen)),
                pg_temp.figures(format('select m.*, t.task_type as name from (select starts_at, template_id as of, 0::bigint as template_id, executions, successes, input_tokens,
                    cached_input_tokens, output_tokens, priced, cost_usd, cost_squares, timed, latency_ms, latency_squares, scored, confidence, confidence_squares, needs_review,
                    approved, rejected, violations, guarded, input_counted, input_squares, output_counted, output_squares from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''version'', %s)) m join prompt_templates t on t.id = m.of', step, chosen)),
                format('by task type as by version, %s (step %s, %s)', what, step, chosen));
        end loop;
        return next set_eq(
            pg_temp.figures(format('select * from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''total'', array[1])', step)),
            pg_temp.figures(format('select * from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''total'', array[1], array[1, 2, 3, 4])', step)),
            format('a template as all its versions, %s (step %s)', what, step));
        return next set_eq(
            format('select starts_at, latency_p50, latency_p95, latency_p99 from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''total'', array[1])', step),
            format('select starts_at, latency_p50, latency_p95, latency_p99 from execution_metrics(''2026-01-28'', ''2026-02-04'', %s, ''total'', array[1], array[1, 2, 3, 4])', step),
            format('its percentiles too, %s (step %s)', what, step));
    end loop;
    return next results_eq('select error_type, failures from execution_failures(''2026-01-28'', ''2026-02-04'', array[1])',
        'select error_type, failures from execution_failures(''2026-01-28'', ''2026-02-04'', array[1], array[1, 2, 3, 4])', 'why it failed, ' || what);
    return next set_eq('select error_type, failures from execution_failures(''2026-01-28'', ''2026-02-04'')',
        'select coalesce(error_type, ''''), count(*) from prompt_executions where not success group by 1', 'why anything failed, ' || what);
    return next set_eq('select * from execution_usage(''2026-01-28'', ''2026-02-04'', ''Asia/Kolkata'', array[1])',
        'select * from execution_usage(''2026-01-28'', ''2026-02-04'', ''Asia/Kolkata'', array[1], array[1, 2, 3, 4])', 'when it ran, ' || what);
    return next set_eq('select * from execution_distribution(''latency'', ''2026-01-28'', ''2026-02-04'', array[1])',
        'select * from execution_distribution(''latency'', ''2026-01-28'', ''2026-02-04'', array[1], array[1, 2, 3, 4])', 'how it spreads, ' || what);
    return next is((select min(number) from execution_distribution('cost', '2026-01-28', '2026-02-04', array[1])), 1, 'which is told of versions alone, ' || what);
    return next set_eq('select value, sum(executions) from execution_distribution(''cost'', ''2026-01-28'', ''2026-02-04'') group by 1',
        'select value, sum(executions) from execution_distribution(''cost'', ''2026-01-28'', ''2026-02-04'', array[1, 2]) group by 1', 'and all together as two templates, ' || what);
    -- Nothing is chosen by a version that cannot be.
    return next is((select count(*) from unnest(array['total', 'template', 'version', 'model', 'task_type', 'environment']) b, (values (null::bigint[]), ('{1}'), ('{0}')) v (t),
                    execution_metrics('2026-01-28', '2026-02-04', null, b, t, '{0}')), 0::bigint, 'version 0 has no figures, ' || what);
    return next is((select count(*) from (values (null::bigint[]), ('{1}'), ('{0}')) v (t), execution_failures('2026-01-28', '2026-02-04', t, '{0}')), 0::bigint, 'nor failures, ' || what);
    return next is((select count(*) from (values (null::bigint[]), ('{1}'), ('{0}')) v (t), execution_distribution('cost', '2026-01-28', '2026-02-04', t, '{0}')), 0::bigint, 'nor a spread, ' || what);
    return next is((select sum(u.executions) from (values (null::bigint[]), ('{1}'), ('{0}')) v (t), execution_usage('2026-01-28', '2026-02-04', 'UTC', t, '{0}') u), 0::numeric, 'nor usage, ' || what);
    return next is((select count(*) from unnest(array['total', 'template', 'version', 'model', 'task_type', 'environment']) b,
                    execution_metrics('2026-01-28', '2026-02-04', null, b, '{0}')), 0::bigint, 'nor has template 0, ' || what);
end $$;
select pg_temp.same('rolled up');
savepoint whole;
update execution_rollup_state set rolled_up_to = (select s.rolled_up_to from (select pg_current_xact_id()::text::bigint as rolled_up_to) s);
select is(pg_temp.recorded('late', 1, 300), 300::bigint, 'late ones come');
select pg_temp.same('with those of no rollup yet');
rollback to whole;
select results_eq($$select sum(executions), sum(failures) from prompt_template_performance$$, $$select count(*)::numeric, count(*) filter (where not success)::numeric from prompt_executions$$,
    'the view counts each once');

-- A percentile of a template is that of its versions' histograms put together.
select is(m.latency_p95, (select histogram_quantile(merge_histogram(pg_temp.together(r.latency_histogram)), 0.95) from execution_rollups r
                          where r.period = 'day' and r.template_id = m.template_id and r.number > 0), 'a percentile of template ' || m.template_id)
from execution_metrics('2026-01-28', '2026-02-04', null, 'template', array[1, 2]) m;

-- Reviews and prices move each level.
select review_execution('t' || n, case when n % 2 = 0 then 'approved' else 'rejected' end) from unnest(array[6, 7, 12, 600, 2001]) n \g /dev/null
select review_execution('t12', '') \g /dev/null
select results_eq($$select sum(approved), sum(rejected) from execution_rollups where period = 'month' and template_id > 0 and number = 0$$, 'values (2::numeric, 2::numeric)', 'reviews are in the figures of templates');
select pg_temp.equal('reviewed');
select set_model_price('m2', 3, 0.25, 10) \g /dev/null
select ok((select sum(r.changed) from generate_series('2026-01-28'::date, '2026-02-02', interval '1 day') d, recompute_execution_costs(d::date) r) > 100, 'costs change');
select pg_temp.equal('priced anew');
select is(execution_day_difference(d::date), null, 'a day still equals its rollups: ' || d::date) from generate_series('2026-01-28'::date, '2026-02-02', interval '1 day') d;

-- What does not add up is found, at each level.
create function pg_temp.found(change text, what text) returns setof text language plpgsql as $$
begin
    begin
        execute change;
        return next isnt(execution_day_difference('2026-01-30'), null, what || ' is found');
        raise exception using errcode = 'P0099';
    exception when sqlstate 'P0099' then null;
    end;
end $$;
select pg_temp.found(format('update execution_rollups set %s where period = %L and starts_at = %L and template_id = 1 and number = 0', c, p, s), c || ' of a template''s ' || p)
from (values ('day', '2026-01-30Z'), ('hour', '2026-01-30T05:00Z'), ('month', '2026-01-01Z')) v (p, s),
     unnest(array['executions = executions + 1', 'cost_usd = cost_usd + 0.000000000001', 'rejected = rejected + 1', 'errors = errors || ''{"moon": 1}''',
                  'input_counted = input_counted - 1', 'input_squares = input_squares * 1.001 + 1', 'output_counted = output_counted + 1',
                  'output_squares = output_squares * 0.999 - 1', 'cost_squares = cost_squares * 1.001 + 1', 'latency_histogram = latency_histogram || (99999::bigint << 32 | 1)']) c;
select pg_temp.found($$delete from execution_rollups where period = 'day' and starts_at = '2026-01-30Z' and template_id = 2 and number = 0$$, 'a template that is gone');

-- A day that is dropped, and what comes late for it.
create temporary table before as select * from execution_metrics('2026-01-28', '2026-02-04', null, 'template');
select is((select reason from drop_execution_days(array['2026-01-30'::date])), null, 'a day is dropped');
select set_eq($$select * from execution_metrics('2026-01-28', '2026-02-04', null, 'template')$$, 'select * from before', 'and no figure changes');
select pg_temp.equal('a day gone');
select is((select recorded from record_executions('[{"id": "late", "template": "nlu-topic-extraction", "version": 2, "started_at": "2026-01-30T12:00:00Z", "success": true, "model": "m1", "latency_ms": 5},
    {"id": "late2", "template": "nlu-topic-extraction", "version": 3, "started_at": "2026-01-30T12:00:00Z", "success": false, "model": "m1", "latency_ms": 7}]')), 2::bigint, 'late ones of that day are taken');
select is((select count(*) from execution_rollups where period = 'dropped' and number = 0), 0::bigint, 'what the day had is told version by version');
select isnt((select count(*) from execution_rollups where period = 'dropped'), 0::bigint, 'and told');
select is(add_executions(20, 9e18::bigint), 2::bigint, 'they are added');
update execution_rollup_state set rolled_up_to = (pg_current_xact_id()::text::bigint) + 1;
select pg_temp.equal('late ones of a day gone');
select is((select reason from drop_execution_days(array['2026-01-30'::date])), null, 'and dropped in turn');
select pg_temp.equal('all of it gone');

select * from finish();
rollback;
