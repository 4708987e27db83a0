-- How tokens spread: who named them and the sums of their squares are those of the executions, whatever happens to the log. What is not
-- known stays unknown, and keeps no day from being dropped.
begin;
select no_plan();
set search_path = promptuary, public;
update execution_settings set hourly_days = 100000;

select save_version(1, v, v, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'v' || v)), 'text', '[]', '{}', '') from generate_series(1, 2) v \g /dev/null
-- Six days over the end of a month. A fifth names no input, a seventh no output, and version 3 neither.
create function pg_temp.recorded(prefix text, since timestamptz, every interval, number integer, model text default null) returns bigint language sql as $$
    select recorded from record_executions((select json_agg(json_build_object('id', prefix || n,
        'template', case when n % 4 = 0 then 'clarification-question-generation' else 'nlu-topic-extraction' end, 'version', case when n % 4 = 0 then 1 else n % 4 end,
        'started_at', since + n * every, 'success', true, 'model', coalesce(model, 'm' || n % 3), 'input_tokens', case when n % 5 > 0 and n % 4 <> 3 then n end,
        'output_tokens', case when n % 7 > 0 and n % 4 <> 3 then n % 90 end)) from generate_series(1, number) n)) $$;
select is(pg_temp.recorded('t', '2026-01-28T20:00:00Z', '197 s', 2000), 2000::bigint, 'all are taken');

create function pg_temp.rolled(which text default 'true') returns text language sql as $$
    select format('select period, starts_at, template_id, number, model, input_counted, input_squares, output_counted, output_squares from execution_rollups where period <> ''dropped'' and %s', which) $$;
create function pg_temp.raw(which text default 'true') returns text language sql as $$
    select format('select * from (select period, date_trunc(period, e.started_at, ''UTC'') as starts_at, e.template_id * t as template_id, e.number * v as number, e.model, count(e.input_tokens) as input_counted,
            coalesce(sum(e.input_tokens::float8 * e.input_tokens), 0) as input_squares, count(e.output_tokens) as output_counted, coalesce(sum(e.output_tokens::float8 * e.output_tokens), 0) as output_squares
        from prompt_executions e, unnest(array[''hour'', ''day'', ''month'']) period, (values (1, 1), (1, 0), (0, 0)) s (t, v) where e.recorded_in < (select s.rolled_up_to from execution_rollup_state s)
        group by 1, 2, 3, 4, 5) r where %s', which) $$;
-- Figures by version and all together, as the executions have them.
create function pg_temp.same(what text) returns setof text language plpgsql as $$
begin
    return next set_eq($q$select template_id, number, input_counted, input_squares, output_counted, output_squares from execution_metrics('2026-01-28', '2026-02-04', null, 'version')$q$,
        $q$select template_id, number, count(input_tokens) as a, coalesce(sum(input_tokens::float8 * input_tokens), 0) as b, count(output_tokens) as c, coalesce(sum(output_tokens::float8 * output_tokens), 0) as d from prompt_executions group by 1, 2$q$,
        'figures of versions, ' || what);
    return next results_eq($q$select input_counted, input_squares, output_counted, output_squares from execution_metrics('2026-01-28', '2026-02-04')$q$,
        $q$select count(input_tokens), sum(input_tokens::float8 * input_tokens), count(output_tokens), sum(output_tokens::float8 * output_tokens) from prompt_executions$q$, 'and of all, ' || what);
    return next set_eq('select template_id, version, mean_input_tokens, mean_output_tokens from prompt_template_performance',
        'select template_id, number, round(avg(input_tokens), 1) as a, round(avg(output_tokens), 1) as b from prompt_executions group by 1, 2', 'means are of those that named them, ' || what);
end $$;

-- Half of them, then the rest as late ones, next to those of no rollup yet.
select pg_temp.same('fresh');
update prompt_executions set recorded_in = case when id < '80000000-0000-0000-0000-000000000000' then 5 else 15 end;
select add_executions(0, 10) \g /dev/null
update execution_rollup_state set rolled_up_to = 10;
select set_eq(pg_temp.rolled(), pg_temp.raw(), 'rollups have what the executions have');
select pg_temp.same('half of them rolled up');
select add_executions(10, 20) \g /dev/null
update execution_rollup_state set rolled_up_to = 20;
select set_eq(pg_temp.rolled(), pg_temp.raw(), 'after late ones');
select pg_temp.same('rolled up');
select is((select count(*) from execution_rollups where period = 'month' and number = 3 and (input_counted, output_counted, input_squares, output_squares) = (0, 0, 0, 0)), 6::bigint,
    'of what names none the squares are known: none');
select is(execution_day_difference(d::date), null, 'a day equals its rollups: ' || d::date) from generate_series('2026-01-28'::date, '2026-02-02', interval '1 day') d;

-- What is off is found; what is not known is not.
create function pg_temp.difference_after(change text, day date default '2026-01-30') returns text language plpgsql as $$
declare
    found_one text;
begin
    begin
        execute change;
        found_one := execution_day_difference(day);
        raise exception using errcode = 'P0099';
    exception when sqlstate 'P0099' then
        return found_one;
    end;
end $$;
create function pg_temp.change(what text, period text, number integer) returns text language sql as $$
    select format('update execution_rollups set %s where period = %L and number = %s and template_id = 1 and starts_at = %L', what, period, number,
                  case period when 'hour' then '2026-01-30T05:00Z' when 'day' then '2026-01-30Z' else '2026-01-01Z' end) $$;
select isnt(pg_temp.difference_after(pg_temp.change(c, p, n)), null, format('%s of a %s is found (version %s)', c, p, n))
from unnest(array['input_counted = input_counted - 1', 'input_squares = input_squares * 1.001 + 1', 'output_counted = output_counted + 1', 'output_squares = output_squares * 0.999 - 1']) c,
     unnest(array['hour', 'day', 'month']) p, unnest(array[0, 1]) n;
select is(pg_temp.difference_after(pg_temp.change(c, p, n)), null, format('%s of a %s is no difference (version %s)', c, p, n))
from unnest(array['input_squares = null', 'output_squares = null']) c, unnest(array['hour', 'day', 'month']) p, unnest(array[0, 1]) n;

-- Null is not known, and stays so.
savepoint known;
update execution_rollups set input_squares = null
where (template_id, number) in ((1, 1), (1, 0), (0, 0)) and starts_at in ('2026-01-30T05:00Z', '2026-01-30Z', '2026-01-01Z') and model = 'm1';
select is(pg_temp.recorded('unknown', '2026-01-30T05:00:00Z', '7 s', 100), 100::bigint, 'late ones come');
select is((select count(*) from execution_metrics('2026-01-30', '2026-01-31', null, 'model') where (input_squares is null) <> (name = 'm1') or output_squares is null), 0::bigint,
    'figures that hold something unknown are not known');
select is((select count(*) from execution_metrics('2026-01-30', '2026-01-31', null, 'version') where (input_squares is null) <> (number = 1 and template_id = 1)), 0::bigint, 'the others are');
select is((select input_squares from execution_metrics('2026-01-28', '2026-02-04')), null, 'nor is what all have together');
select isnt((select input_squares from execution_metrics('2026-01-31', '2026-02-04')), null, 'of another time it is');
select add_executions(20, 9e18::bigint) \g /dev/null
update execution_rollup_state set rolled_up_to = pg_current_xact_id()::text::bigint + 1;
select set_eq('select period, starts_at, template_id, number, model, input_counted, output_counted, output_squares from execution_rollups where input_squares is null',
    format($$select period, starts_at, template_id, number, model, input_counted, output_counted, output_squares from (%s) u
             where (template_id, number) in ((1, 1), (1, 0), (0, 0)) and starts_at in ('2026-01-30T05:00Z', '2026-01-30Z', '2026-01-01Z') and model = 'm1'$$, pg_temp.raw()),
    'what is added to something unknown stays unknown, and all else is right');
select set_eq(pg_temp.rolled('input_squares is not null'),
    format($$select * from (%s) u where not ((template_id, number) in ((1, 1), (1, 0), (0, 0)) and starts_at in ('2026-01-30T05:00Z', '2026-01-30Z', '2026-01-01Z') and model = 'm1')$$, pg_temp.raw()),
    'what is known too');
select is((select count(*) from unnest(merged_rollups(array(select r from execution_rollups r where r.period = 'hour' and r.number > 0 and r.starts_at >= '2026-01-30Z' and r.starts_at < '2026-01-31Z'), 'day', 0)) m
           where (m.input_squares is null) <> (m.model = 'm1') or m.output_squares is null), 0::bigint, 'rollups put together are known where all of them are');
select is(execution_day_difference('2026-01-30'), null, 'what is known adds up');
select isnt(pg_temp.difference_after(pg_temp.change('output_squares = output_squares * 1.001 + 1', 'day', 1)), null, 'squares of the output are still looked at');
select isnt(pg_temp.difference_after(pg_temp.change('input_counted = input_counted + 1', 'day', 1)), null, 'and who named the input');
select is((select reason from drop_execution_days(array['2026-01-30'::date])), null, 'and the day is dropped');
rollback to known;

-- A day that is dropped, and what comes late for it.
create temporary table before as select * from execution_metrics('2026-01-28', '2026-02-04', 'day', 'version');
select is((select reason from drop_execution_days(array['2026-01-31'::date])), null, 'a day is dropped');
select set_eq($$select * from execution_metrics('2026-01-28', '2026-02-04', 'day', 'version')$$, 'select * from before', 'and no figure changes');
create function pg_temp.late_ones() returns setof text language plpgsql as $$
begin
    return next is(pg_temp.recorded('late', '2026-01-31T05:00:00Z', '7 s', 100) + pg_temp.recorded('others', '2026-01-31T05:00:00Z', '7 s', 20, 'late'), 120::bigint, 'late ones come');
    return next is(add_executions(20, 9e18::bigint), 120::bigint, 'and are added');
    update execution_rollup_state set rolled_up_to = pg_current_xact_id()::text::bigint + 1;
    return next is(execution_day_difference('2026-01-31'), null, 'beside those that are gone they equal their rollups');
end $$;
savepoint gone;
select pg_temp.late_ones();
select isnt(pg_temp.difference_after($$update execution_rollups set input_squares = input_squares + 100000 where period = 'day' and starts_at = '2026-01-31Z' and number = 1$$, '2026-01-31'), null, 'what is off of theirs is found');
select results_eq($$select m.input_counted, m.input_squares from execution_metrics('2026-01-31', '2026-02-01') m$$,
    $$select b.counted + r.counted, b.squares + r.squares from (select sum(input_counted)::bigint as counted, sum(input_squares) as squares from before where starts_at = '2026-01-31Z') b,
        (select count(input_tokens) as counted, sum(input_tokens::float8 * input_tokens) as squares from prompt_executions where started_at >= '2026-01-31Z' and started_at < '2026-02-01Z') r$$,
    'they count with those that are gone');
select is((select reason from drop_execution_days(array['2026-01-31'::date])), null, 'and are dropped in turn');
rollback to gone;

-- A log that was there before: one day of it is whole, one is gone, and one is gone but for what came late.
select is((select reason from drop_execution_days(array['2026-01-30'::date])), null, 'another day is dropped');
select pg_temp.late_ones();
set local client_min_messages = warning;
\ir ../../sql/revert/0016-token-spread.sql
\ir ../../sql/deploy/0016-token-spread.sql
\ir ../../sql/functions/execution_metrics.sql
\ir ../../sql/functions/measured_rollups.sql
\ir ../../sql/functions/merged_rollups.sql
\ir ../../sql/functions/add_executions.sql
select set_eq(pg_temp.rolled('(period <> ''month'' and (starts_at < ''2026-01-30Z'' or starts_at >= ''2026-02-01Z'') or period = ''month'' and starts_at = ''2026-02-01Z'' or model = ''late'')'),
    pg_temp.raw('(period <> ''month'' and (starts_at < ''2026-01-30Z'' or starts_at >= ''2026-02-01Z'') or period = ''month'' and starts_at = ''2026-02-01Z'' or model = ''late'')'),
    'where all rows are there all is known');
select is_empty($$select from execution_rollups where period in ('hour', 'day') and starts_at >= '2026-01-30Z' and starts_at < '2026-01-31Z'
    and (input_counted, output_counted, input_squares is null, output_squares is null) is distinct from (executions, executions, true, true)$$, 'where they are gone all count, and squares are not known');
select is_empty($$select from execution_rollups where period = 'dropped'
    and (input_counted, output_counted, input_squares is null, output_squares is null) is distinct from (executions, executions, true, true)$$, 'also of what a day had when it was dropped');
select is_empty($$select from execution_rollups where period = 'month' and starts_at = '2026-01-01Z' and model <> 'late' and (input_squares is not null or output_squares is not null)$$,
    'a month with such days is not known');
select set_eq($$select template_id, number, model, input_counted, output_counted from execution_rollups where period = 'month' and starts_at = '2026-01-01Z'$$,
    $$select template_id, number, model, sum(input_counted) as i, sum(output_counted) as o from execution_rollups where period = 'day' and starts_at < '2026-02-01Z' group by 1, 2, 3$$,
    'but counts what its days count');
select is_empty($$select from execution_rollups d where d.period = 'day' and d.starts_at = '2026-01-31Z' and d.model <> 'late' and d.number > 0 and (d.input_squares is not null or d.output_squares is not null
    or d.executions - d.input_counted <> (select count(*) from prompt_executions e where e.started_at >= '2026-01-31Z' and e.started_at < '2026-02-01Z' and e.template_id = d.template_id
                                          and e.number = d.number and e.model = d.model and e.input_tokens is null))$$, 'nor is a day of which only late ones are there, who are counted');
select set_eq($$select starts_at, input_squares is null as i, output_squares is null as o from execution_metrics('2026-01-01', '2026-03-01', 'month')$$,
    $$values (timestamptz '2026-01-01Z', true, true), ('2026-02-01Z', false, false)$$, 'figures say so');
select is(execution_day_difference(d), null, 'all of it adds up: ' || d) from execution_days() x (d);
select is(pg_temp.recorded('after', '2026-01-29T05:00:00Z', '1 h', 100), 100::bigint, 'more come');
select is(add_executions((select s.rolled_up_to from execution_rollup_state s), 9e18::bigint), 100::bigint, 'and are added');
update execution_rollup_state set rolled_up_to = 9e18::bigint;
select is((select count(*) from execution_rollups where period = 'day' and starts_at = '2026-01-30Z' and (input_squares is not null or output_squares is not null)
           and executions > (select count(*) from prompt_executions where started_at >= '2026-01-30Z' and started_at < '2026-01-31Z')), 0::bigint, 'which makes nothing known that is not');
select is(d.reason, null, 'every day can be dropped: ' || d.day) from drop_execution_days(array(select x.day from execution_days() x)) d;

select * from finish();
rollback;
