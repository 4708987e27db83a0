-- How long what of the log is kept, and prices that are taken away.
begin;
select no_plan();
set search_path = promptuary, public;
create function pg_temp.kept() returns text language sql as $$
    select concat_ws(' ', raw_days, hourly_days, payload_bytes) from execution_settings $$;
create function pg_temp.place_of(statement text) returns text language plpgsql as $$
declare found text; begin execute statement; return 'no error';
exception when others then get stacked diagnostics found = pg_exception_detail; return found; end $$;
create function pg_temp.events(wanted text) returns bigint language sql as $$
    select count(*) from audit_events where subject = wanted $$;

select is(pg_temp.kept(), '30 90 65536', 'as by default');
select lives_ok('select set_execution_settings(raw_days => 14)', 'one of them');
select is(pg_temp.kept(), '14 90 65536', 'the others stay');
select lives_ok('select set_execution_settings(120, 400, 0)', 'all of them');
select is(pg_temp.kept(), '120 400 0', 'are set at once');
select lives_ok('select set_execution_settings()', 'none of them');
select throws_ok('select set_execution_settings(' || s || ')', 'PM005', null, s || ' is refused') from unnest(array[
    'raw_days => 0', 'raw_days => -1', 'raw_days => 36501', 'raw_days => 401', 'hourly_days => 119', 'hourly_days => 36501',
    'hourly_days => 0', 'payload_bytes => -1', 'payload_bytes => 16777217', '5, 4']) s;
select is(pg_temp.place_of('select set_execution_settings(' || s || ')'), p, s || ': the place is ' || p) from (values
    ('raw_days => 0', 'raw_days'), ('raw_days => 401', 'raw_days'), ('hourly_days => 119', 'hourly_days'),
    ('5, 4', 'hourly_days'), ('payload_bytes => -1', 'payload_bytes')) v (s, p);
select is(pg_temp.kept(), '120 400 0', 'what is refused changes nothing');
set constraints all immediate;
select is(pg_temp.events('execution_settings'), 2::bigint, 'each change is one event, and what changes nothing is none');
select is((select details -> 'to' ->> 'raw_days' from audit_events where subject = 'execution_settings' order by id desc limit 1), '120',
    'which says what it was changed to');
set constraints all deferred;

-- Fewer days are dropped by the next maintenance, and their figures stay.
select set_execution_settings(90, 400, 65536) \g /dev/null
select record_execution('nlu-topic-extraction', 1, true, id => 'old' || n, started_at => now() - n * interval '10 days')
from generate_series(1, 5) n \g /dev/null
-- In one transaction a rollup cannot take what this one recorded.
select add_executions(0, 9e18::bigint) \g /dev/null
update execution_rollup_state set rolled_up_to = pg_current_xact_id()::text::bigint + 1;
select maintain_executions() \g /dev/null
select is((select count(*) from prompt_executions), 5::bigint, 'what is young enough is kept');
select set_execution_settings(raw_days => 25) \g /dev/null
select is((select count(*) from prompt_executions), 5::bigint, 'a setting alone drops nothing');
select is(jsonb_array_length(maintain_executions() -> 'dropped') >= 3, true, 'the next maintenance does');
select is((select count(*) from prompt_executions), 2::bigint, 'days before that are gone');
select is((select sum(executions) from execution_metrics(now() - interval '90 days', now() + interval '1 day')), 5::numeric, 'their figures are not');
set constraints all immediate;
set constraints all deferred;

-- A price is taken away.
select set_model_price('gone', 2, null, 8) \g /dev/null
select set_model_price('gone', 4, null, 8, '2026-03-01Z') \g /dev/null
select record_execution('nlu-topic-extraction', 1, true, id => 'priced', model => 'gone', input_tokens => 1000000,
                        started_at => now() - interval '1 day') \g /dev/null
select is((select cost_usd from prompt_executions where id = execution_key('priced')), 4::numeric, 'priced by the newer');
select throws_ok($$select remove_model_price('gone', '2026-03-02Z')$$, 'PM001', '“gone” has no price from 2026-03-02T00:00:00.000000Z.', 'a time of which there is no price');
select throws_ok($$select remove_model_price('nobody')$$, 'PM001', '“nobody” has no price.', 'a model without one');
select throws_ok($$select remove_model_price(null)$$, 'PM001', null, 'no model');
select lives_ok($$select remove_model_price(' gone ', '2026-03-01Z')$$, 'the newer one goes');
select results_eq($$select valid_from, input_usd from model_prices where model = 'gone'$$, $$values ('-infinity'::timestamptz, 2::numeric)$$, 'and nothing else');
select is((select cost_usd from prompt_executions where id = execution_key('priced')), 4::numeric, 'what was priced by it stays');
select results_eq($$select changed, cost_change from recompute_execution_costs(((now() - interval '1 day') at time zone 'UTC')::date)$$,
    $$values (1::bigint, -2::numeric)$$, 'until it is computed again, by the price before');
select lives_ok($$select remove_model_price('gone')$$, 'the last one goes');
select is_empty($$select from model_prices where model = 'gone'$$, 'none is left');
select results_eq($$select changed, cost_change from recompute_execution_costs(((now() - interval '1 day') at time zone 'UTC')::date)$$,
    $$values (1::bigint, -2::numeric)$$, 'without a price the cost is unknown');
select is((select cost_usd from prompt_executions where id = execution_key('priced')), null, 'and not nothing');
select throws_ok($$select remove_model_price('gone')$$, 'PM001', null, 'it is not there a second time');
set constraints all immediate;
select is((select string_agg(action, ' ' order by id) from audit_events where subject = 'model_price'), 'created created deleted deleted',
    'each removal is an event');
select is_empty('select * from check_audit_chain()', 'and the chain is whole');

select * from finish();
rollback;
