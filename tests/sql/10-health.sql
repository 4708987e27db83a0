-- What agents report of loading prompts, and what says whether all goes well.
begin;
select no_plan();
set search_path = promptuary, public;

-- One load, and a minute of loads at once.
select results_eq($$select recorded, refused::text from record_prompt_loads('[{"source": "database", "load_ms": 12.5},
        {"source": "database", "environment": "production", "loads": 40, "connection_attempts": 5, "failed_attempts": 1, "load_ms": [3, 0, 7.25]},
        {"source": "file", "environment": "staging", "loads": 2}]')$$,
    $$values (3::bigint, '[]'::text)$$, 'reports are taken');
select results_eq($$select environment, source, loads, attempts, failed_attempts, timed, load_us from prompt_loads order by 1, 2$$,
    $$values ('production'::text, 'database'::text, 41::bigint, 5::bigint, 1::bigint, 4::bigint, 22750::bigint), ('staging', 'file', 2, 0, 0, 0, 0)$$,
    'those of one hour, environment and source are one row');
select is((select hour from prompt_loads limit 1), date_trunc('hour', now(), 'UTC'), 'without a time they are of now');
select ok(bool_and(abs(histogram_value(h >> 32) - wanted) <= 0.01 * wanted and (h & 4294967295) = 1) and count(*) = 4, 'each time is in its bucket')
from prompt_loads, unnest(histogram, array[0, 3, 7.25, 12.5]) with ordinality x (h, wanted, place) where source = 'database';
select record_prompt_loads('[{"source": "database", "load_ms": [3, 3]}]') \g /dev/null
select results_eq($$select loads, timed from prompt_loads where source = 'database'$$, $$values (41::bigint, 4::bigint)$$,
    'more times than loads are refused, not taken in part');
select record_prompt_loads('[{"source": "database", "loads": 2, "load_ms": [3, 3]}]') \g /dev/null
select is((select max(h & 4294967295) from prompt_loads, unnest(histogram) h where source = 'database'), 3::bigint, 'what comes later is added');

-- Each is refused by itself, with the reason.
create temporary table wrong (report text, reason text);
insert into wrong values
    ('{"loads": 3}', 'source is missing'),
    ('{"source": "cache"}', '“cache” is no source; known are database, environment, file and none'),
    ('{"source": "file", "environment": "moon"}', 'there is no environment “moon”'),
    ('{"source": "file", "at": "2999-01-01T00:00:00Z"}', 'at is in the future'),
    ('{"source": "file", "at": "2001-01-01T00:00:00Z"}', 'at is before the hours that are kept'),
    ('{"source": "file", "loads": -1}', 'loads is negative'),
    ('{"source": "file", "connection_attempts": -1}', 'connection_attempts is negative'),
    ('{"source": "file", "failed_attempts": -1}', 'failed_attempts is negative'),
    ('{"source": "file", "failed_attempts": 1}', 'failed_attempts is more than connection_attempts, of which it is a part'),
    ('{"source": "file", "load_ms": -0.5}', 'load_ms is not between 0 and an hour'),
    ('{"source": "file", "load_ms": "NaN"}', 'load_ms is not between 0 and an hour'),
    ('{"source": "file", "load_ms": [null]}', 'load_ms is not between 0 and an hour'),
    ('{"source": "file", "load_ms": 3600001}', 'load_ms is not between 0 and an hour'),
    ('{"source": "file", "load_ms": [1, 2]}', 'load_ms has more times than there are loads');
create temporary table before as select * from prompt_loads;
select is((select r.refused::jsonb from record_prompt_loads(json_build_array(w.report::json, '{"source": "none"}'::json, w.report::json)) r),
    jsonb_build_array(jsonb_build_object('line', 1, 'reason', w.reason), jsonb_build_object('line', 3, 'reason', w.reason)), w.report)
from wrong w;
select is((select loads from prompt_loads where source = 'none'), (select count(*) from wrong), 'and what is between them is taken');
-- What is not of its type at all.
select is((select array[r.recorded, json_array_length(r.refused)] from record_prompt_loads(json_build_array(w::json, '{"source": "none"}'::json)) r),
    array[1, 1]::bigint[], w)
from unnest(array['{"source": "file", "loads": "many"}', '{"source": "file", "at": "noon or so"}', '{"source": "file", "load_ms": {"p50": 3}}',
                  '{"source": "file", "load_ms": "fast"}', '{"source": "file", "loads": 1e30}', '7', '"x"', '[]', 'null', '{"source": "\u0000"}']) w;
select set_eq('select * from prompt_loads where source <> ''none''', 'select * from before', 'nothing of what was refused is there');
select throws_ok(format('select record_prompt_loads(%L)', b), 'PM005', null, 'no batch: ' || coalesce(b, 'null'))
from unnest(array['{}', '7', 'null', null]) b;
select results_eq($$select recorded, refused::text from record_prompt_loads('[]')$$, $$values (0::bigint, '[]'::text)$$, 'nothing is nothing');
select throws_ok($$insert into prompt_loads values (now(), 'production', 'file', 1, 0, 0, 0, 0, '{}')$$, '23514', null, 'no odd hours');
select throws_ok($$insert into prompt_loads values ('2026-01-01', 'production', 'file', 1, 1, 2, 0, 0, '{}')$$, '23514', null, 'no more failures than attempts');

-- The figures of a time.
delete from prompt_loads;
select record_prompt_loads((select json_agg(json_build_object('at', now() - h * interval '1 hour', 'source', case when h < 24 then 'database' else 'file' end,
        'loads', 100, 'connection_attempts', 20, 'failed_attempts', (h = 3)::integer * 4, 'load_ms', array(select m * (1 + h / 24) from generate_series(1, 100) m)))
    from generate_series(0, 47) h)) \g /dev/null
select record_prompt_loads('[{"source": "environment", "loads": 30}, {"source": "none", "loads": 6}]') \g /dev/null
create temporary table day as select date_trunc('hour', now(), 'UTC') + interval '1 hour' as until;
select results_eq('select loads, from_environment, from_file, not_found, attempts, failed_attempts, timed from day, health_figures(until - interval ''1 day'', until)',
    'values (2436::bigint, 30::bigint, 0::bigint, 6::bigint, 480::bigint, 4::bigint, 2400::bigint)', 'of the last day');
select results_eq('select loads, from_file, attempts, failed_attempts from day, health_figures(until - interval ''2 days'', until - interval ''1 day'')',
    'values (2400::bigint, 2400::bigint, 480::bigint, 0::bigint)', 'and of the one before');
select ok(abs(load_p50 / 50 - 1) <= 0.01 and abs(load_p95 / 95 - 1) <= 0.01, 'times within 1 %') from day, health_figures(until - interval '1 day', until);
select results_eq('select * from health_figures(''2020-01-01'', ''2020-01-02'')',
    'values (0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, null::float8, null::float8, 0::bigint, 0::bigint, 0::bigint)', 'nothing was reported');

-- What waits.
create function pg_temp.record(count integer, violating integer) returns void language sql as $$
    select record_executions((select json_agg(json_build_object('id', 'health' || gen_random_uuid(), 'template', 'nlu-topic-extraction', 'version', 1,
        'started_at', now(), 'success', true, 'guardrails', json_build_array(json_build_object('rule', 'r', 'violated', n <= violating))))
        from generate_series(1, count) n)) $$;
update execution_rollup_state set rolled_up_to = pg_current_xact_id()::text::bigint, rolled_up_at = now() - interval '3 hours';
select pg_temp.record(20, 5);
select results_eq('select waiting, rolled_up_at, at from health_state()', $$values (20::bigint, now() - interval '3 hours', now())$$, 'executions in no rollup are counted');
select results_eq('select executions, violations from day, health_figures(until - interval ''1 day'', until)', 'values (20::bigint, 5::bigint)', 'figures have them already');
update execution_rollup_state set rolled_up_to = 9e18;
select results_eq('select waiting, deliveries, overdue_days from health_state()', 'values (0::bigint, 0::bigint, 0)', 'none waits');
select isnt((select installed_at from health_state()), null, 'it is known since when there is anything to do');
select ensure_execution_day((now() at time zone 'UTC')::date - d) from unnest(array[0, 31, 32, 40]) d \g /dev/null
select is((select overdue_days from health_state()), 2, 'days that should be gone since yesterday');

-- An alert that nobody delivers.
select set_alert_webhook('w', 'https://example.com/hook', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') \g /dev/null
insert into alert_events (rule_id, template_id, number, environment, fired_at, window_from, value, sample, limit_value, recovers_at, judged_at, last_value, last_sample)
select r.id, 1, 1, 'production', now() - interval '5 hours', now(), 0.5, 100, 0.9, 0.95, now(), 0.5, 100 from alert_rules r order by r.id limit 2;
insert into alert_deliveries (event_id, kind, webhook_id, due_at, problem)
select e.id, 'fired', w.id, case row_number() over () when 1 then now() else 'infinity'::timestamptz end, 'no answer'
from alert_events e, alert_webhooks w where w.name = 'w';
select results_eq('select deliveries, oldest_delivery, delivery_problem from health_state()', $$values (1::bigint, now() - interval '5 hours', 'no answer'::text)$$,
    'what waits to be told; what was given up waits no more');

-- The room that tables take.
select set_eq('select relation, day from storage_figures()', $$
    select coalesce(p.relname, c.relname)::text, to_date(substring(c.relname from '_(\d{8})$'), 'YYYYMMDD')
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
    where c.relnamespace = 'promptuary'::regnamespace and c.relkind = 'r'$$, 'each table and each partition, once');
select ok(bool_and(bytes >= index_bytes and index_bytes >= 0 and coalesce(row_estimate, 0) >= 0), 'a part is no more than the whole') from storage_figures();
select is((select sum(bytes) from storage_figures() where relation in ('prompt_executions', 'execution_payloads') and day = (now() at time zone 'UTC')::date)::bigint,
    (select bytes from execution_days() where day = (now() at time zone 'UTC')::date), 'the room of a day');

-- Maintenance forgets hours as it forgets those of executions.
insert into prompt_loads select date_trunc('hour', now(), 'UTC') - d * interval '1 day', 'production', 'file', 1, 0, 0, 0, 0, '{}' from unnest(array[80, 89, 92, 400]) d;
update execution_settings set raw_days = 90;
update execution_rollup_state set rolled_up_to = 0;
select maintain_executions() \g /dev/null
select is((select count(*) from prompt_loads where hour < now() - interval '70 days'), 2::bigint, 'hours older than 90 days are forgotten');

create role test_viewer4 login in role promptuary_viewer;
create role test_agent4 login in role promptuary_agent;
create temporary table deeds as select * from (values
    ('select promptuary.record_prompt_loads(''[{"source": "file"}]'')', true, false),
    ('select promptuary.health_figures(now(), now())', false, true), ('select promptuary.health_state()', false, true),
    ('select promptuary.storage_figures()', false, true), ('select from promptuary.prompt_loads', false, true),
    ('select promptuary.checked_prompt_loads(''[]'')', false, false), ('delete from promptuary.prompt_loads', false, false),
    ('insert into promptuary.prompt_loads values (''2026-01-01'', ''production'', ''file'', 1, 0, 0, 0, 0, ''{}'')', false, false)) d (deed, agent, viewer);
grant select on deeds to public;
set local session authorization test_agent4;
select case when agent then lives_ok(deed, 'an agent may: ' || deed) else throws_ok(deed, '42501', null, 'an agent may not: ' || deed) end from deeds;
reset session authorization;
set local session authorization test_viewer4;
select case when viewer then lives_ok(deed, 'a viewer may: ' || deed) else throws_ok(deed, '42501', null, 'a viewer may not: ' || deed) end from deeds;
reset session authorization;

select * from finish();
rollback;
