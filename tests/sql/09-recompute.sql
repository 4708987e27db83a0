-- Costs computed again after prices changed: the rollups stay what the executions add up to, and nothing else moves.
begin;
select no_plan();
set search_path = promptuary, public;

select set_model_price('m0', 2, 0.5, 8) \g /dev/null
select set_model_price('m1', 1, 1, 4) \g /dev/null
-- Three days over the end of a month; every fifth with a cost of its own, every seventh of a model without a price.
select record_executions((select json_agg(json_build_object('id', 'r' || n, 'template', case n % 2 when 0 then 'nlu-topic-extraction' else 'educational-script-generation' end, 'version', 1,
        'started_at', timestamptz '2026-02-27T00:00:10Z' + n * interval '125 s', 'success', true, 'model', case when n % 7 = 0 then 'other' else 'm' || n % 2 end,
        'input_tokens', n, 'cached_input_tokens', n / 3, 'output_tokens', n % 50, 'cost_usd', case n % 5 when 0 then n * 0.001 end,
        'latency_ms', n % 100)) from generate_series(1, 2000) n)) \g /dev/null
select is((select count(*) from prompt_executions), 2000::bigint, 'all were taken');
-- Half of them are in the rollups, the others not yet.
update prompt_executions set recorded_in = case when id < '80000000-0000-0000-0000-000000000000' then 5 else 15 end;
select add_executions(0, 10) \g /dev/null
update execution_rollup_state set rolled_up_to = 10;
create temporary table before as select * from prompt_executions;

create function pg_temp.recompute_all(model text default null) returns table (executions numeric, changed numeric, cost_change numeric) language sql as $$
    select sum(r.executions), sum(r.changed), sum(r.cost_change)
    from generate_series('2026-02-27'::date, '2026-03-02', interval '1 day') d, recompute_execution_costs(d::date, model) r
$$;
select results_eq($$select changed, cost_change from pg_temp.recompute_all()$$, 'values (0::numeric, 0::numeric)', 'without another price nothing changes');

select set_model_price('m0', 3, 0.25, 10) \g /dev/null
select set_model_price('m0', 0, 0, 0, '2026-02-28T12:34:56Z') \g /dev/null
select set_model_price('other', 7, 7, 7) \g /dev/null
select is((select sum(changed) from pg_temp.recompute_all('m1')), 0::numeric, 'another model is left alone');
create temporary table done as select * from pg_temp.recompute_all();
select is((select executions from done), (select count(*)::numeric from before where not cost_given), 'all that the table prices are looked at');
select is((select changed from done), (select count(*)::numeric from prompt_executions e join before b using (id) where e.cost_usd is distinct from b.cost_usd), 'it tells how many changed');
select is((select cost_change from done), (select sum(cost_usd) from prompt_executions) - (select sum(cost_usd) from before), 'and by how much');
select is_empty($$select from prompt_executions e join before b using (id) where b.cost_given and e.cost_usd <> b.cost_usd$$, 'a cost that the caller named stays');
select is_empty($$select from prompt_executions e where not e.cost_given and e.cost_usd is distinct from
    round(((e.input_tokens - e.cached_input_tokens)
           * case when e.model = 'm0' then case when e.started_at < '2026-02-28T12:34:56Z' then 3 else 0 end when e.model = 'm1' then 1 else 7 end
         + e.cached_input_tokens * case when e.model = 'm0' then case when e.started_at < '2026-02-28T12:34:56Z' then 0.25 else 0 end when e.model = 'm1' then 1 else 7 end
         + e.output_tokens * case when e.model = 'm0' then case when e.started_at < '2026-02-28T12:34:56Z' then 10 else 0 end when e.model = 'm1' then 4 else 7 end) / 1000000, 12)$$,
    'each has the cost of its own time, and free is not unknown');
select is((select sum(changed) from pg_temp.recompute_all()), 0::numeric, 'a second run changes nothing');

-- The rollups are what they would be had they been made now.
create temporary table adjusted as select * from execution_rollups;
delete from execution_rollups;
select add_executions(0, 10) \g /dev/null
create temporary table anew as select * from execution_rollups;
select is_empty($$select from adjusted a join anew n using (period, starts_at, template_id, number, environment, model, experiment, variant)
    where abs(a.cost_squares - n.cost_squares) > 1e-9 * n.cost_squares$$, 'sums of squares are the same but for rounding');
alter table adjusted drop column cost_squares, drop column latency_squares;
alter table anew drop column cost_squares, drop column latency_squares;
select set_eq('select * from adjusted', 'select * from anew', 'the rollups are those that would be made anew, histograms included');
select add_executions(10, 20) \g /dev/null
update execution_rollup_state set rolled_up_to = 20;
select is(execution_day_difference(d::date), null, 'a day equals its rollups: ' || d::date) from generate_series('2026-02-27'::date, '2026-03-01', interval '1 day') d;

-- A price that goes away cannot happen through set_model_price, but what it would mean is clear.
savepoint unpriced;
delete from model_prices where model = 'other';
select is((select sum(changed) from pg_temp.recompute_all('other')), (select count(*)::numeric from before where model = 'other' and not cost_given), 'without a price');
select is((select sum(priced) from execution_rollups where period = 'month' and template_id = 0 and model = 'other'),
    (select count(*)::numeric from before where model = 'other' and cost_given), 'a cost is unknown again, and not counted');
select is((select count(*) from execution_rollups r, unnest(r.cost_histogram) h where (h & 4294967295) = 0), 0::bigint, 'no empty bucket stays');
rollback to unpriced;

-- A price that was a million times too high for a while takes no digit of the right one with it, whatever the session's zone.
savepoint slipped;
set local timezone = 'America/New_York';
select set_model_price('m1', 1e6, 1e6, 4e6) \g /dev/null
select isnt((select sum(changed) from pg_temp.recompute_all('m1')), 0::numeric, 'a slip of the pen');
select set_model_price('m1', 1, 1, 4) \g /dev/null
select isnt((select sum(changed) from pg_temp.recompute_all('m1')), 0::numeric, 'is mended');
select is(execution_day_difference(d::date), null, 'and the day equals its rollups again: ' || d::date) from generate_series('2026-02-27'::date, '2026-03-01', interval '1 day') d;
rollback to slipped;

-- A day that is gone keeps its figures, and the others of its month move.
select is((select reason from drop_execution_days(array['2026-02-27'::date])), null, 'a day is dropped');
create temporary table month_before as select * from execution_rollups where period = 'month' and starts_at = '2026-02-01Z' and template_id = 0;
create temporary table day_before as select * from execution_rollups where period = 'day' and starts_at = '2026-02-27Z';
select set_model_price('m1', 100, 100, 100) \g /dev/null
create temporary table moved as select sum(r.cost_change) as by, sum(r.executions) as executions from unnest(array['2026-02-27'::date, '2026-02-28']) d, recompute_execution_costs(d) r;
select set_eq($$select * from execution_rollups where period = 'day' and starts_at = '2026-02-27Z'$$, 'select * from day_before', 'figures of the day without executions stay');
select is((select sum(cost_usd) from execution_rollups where period = 'month' and starts_at = '2026-02-01Z' and template_id = 0), (select sum(cost_usd) from month_before) + (select by from moved),
    'the month has what the other day changed');
select is(execution_day_difference('2026-02-28'), null, 'and that day equals its executions');
select is((select reason from drop_execution_days(array['2026-02-28'::date])), null, 'so it can be dropped');

-- It is told.
select results_eq($$select count(*), sum((details ->> 'cost_change')::numeric) from audit_events where subject = 'execution' and action = 'recomputed'$$,
    $$select 4::bigint, (select cost_change from done) + (select by from moved)$$, 'each day that changed is in the trail');
select review_execution('r1990', 'approved', 'reads well') \g /dev/null
select review_execution('r1990', '') \g /dev/null
select results_eq($$select actor = session_user, template_id is not null, number, details ->> 'execution', details ->> 'before', details ->> 'outcome', details ->> 'note' from audit_events
    where subject = 'execution' and action = 'reviewed' order by id$$,
    $$values (true, true, 1, execution_key('r1990')::text, '', 'approved', 'reads well'), (true, true, 1, execution_key('r1990')::text, 'approved', '', '')$$,
    'so is each review, and what was taken back');
set constraints all immediate;
select is_empty('select * from check_audit_chain()', 'the trail is whole');
select is((select count(*) from execution_changes), 0::bigint, 'the way into the trail holds nothing');
select throws_ok($$insert into audit_events (action, subject) values ('reviewed', 'execution')$$, 'PM004', null, 'and is no way to write it by hand');

create role test_publisher3 login in role promptuary_publisher;
set local session authorization test_publisher3;
select throws_ok(s, '42501', null, 'only an administrator may: ' || s) from unnest(array['select promptuary.recompute_execution_costs(current_date)',
    'insert into promptuary.execution_changes (action, details) values (''reviewed'', ''{}'')']) s;
reset session authorization;
create role test_admin3 login in role promptuary_admin;
set local session authorization test_admin3;
select lives_ok('select promptuary.recompute_execution_costs(current_date)', 'and an administrator may');
reset session authorization;

select * from finish();
rollback;
