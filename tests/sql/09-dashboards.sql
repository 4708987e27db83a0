-- What dashboards read beside figures: when executions happen.
begin;
select no_plan();
set search_path = promptuary, public;
update execution_settings set hourly_days = 100000;

-- The figures of a few hours, from the executions themselves, are those of the rollups.
select record_executions((select json_agg(json_build_object('id', 'few' || n, 'template', 'nlu-topic-extraction', 'version', 1 ,
        'started_at', timestamptz '2026-05-04T08:00:00Z' + n * interval '7 s', 'success', n % 9 <> 0, 'model', 'm' || n % 3,
        'input_tokens', n, 'cached_input_tokens', n / 2, 'output_tokens', case when n % 4 > 0 then 2 * n end, 'cost_usd', n * 0.0001, 'latency_ms', exp(n % 90 / 10.0),
        'confidence', n % 101 / 100.0, 'needs_review', n % 7 = 0)) from generate_series(0, 2000) n)) \g /dev/null
create function pg_temp.rounded(m json) returns text language sql as $$
    select string_agg(case when v ~ '^-?\d+\.\d+' then to_char(v::float8, '9.9999999999EEEE') else v end, '|' order by k) from json_each_text(m) j (k, v) $$;
select is(pg_temp.rounded(row_to_json(r)), pg_temp.rounded(row_to_json(m)), 'the same as from the rollups, by ' || b)
from unnest(array['total', 'template', 'version', 'model', 'task_type', 'environment']) b,
     execution_metrics('2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z', null, b, array[1]) m
     join recent_execution_metrics('2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z', null, b, array[1]) r using (template_id, number, name);
select is((select count(*) from recent_execution_metrics('2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z', 'minute')), 234::bigint, 'a row for each minute with executions');
select is((select sum(executions) from recent_execution_metrics('2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z', 'minute')), 2001::numeric, 'which hold them all');
select is((select executions from recent_execution_metrics('2026-05-04T08:00:07Z', '2026-05-04T08:00:28Z')), 3::bigint, 'to the second, the end not included');
select is_empty($$select from recent_execution_metrics('2026-05-04T08:00:07Z', '2026-05-04T08:00:28Z', model => 'm9')$$, 'nothing ran: no row');
select set_eq(format('select * from recent_execution_distribution(%L, ''2026-05-04T08:00:00Z'', ''2026-05-04T12:00:00Z'', array[1], array[1])', k),
    format('select * from execution_distribution(%L, ''2026-05-04T08:00:00Z'', ''2026-05-04T12:00:00Z'', array[1], array[1])', k), 'the same spread of ' || k)
from unnest(array['latency', 'cost', 'confidence']) k;
select set_eq($$select * from recent_execution_distribution('latency', '2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z')$$,
    $$select * from execution_distribution('latency', '2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z')$$, 'and of all templates together');
select results_eq($$select * from recent_execution_failures('2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z', array[1], array[1], model => 'm0')$$,
    $$select * from execution_failures('2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z', array[1], array[1], model => 'm0')$$, 'failures by type, too');
select is((select sum(failures) from recent_execution_failures('2026-05-04T08:00:00Z', '2026-05-04T08:01:03Z')), 1::numeric, 'to the second, the end not included');
select is_empty($$select from recent_execution_failures('2026-05-04T08:00:00Z', '2026-05-04T12:00:00Z', environment => 'staging')$$, 'of one environment');
select throws_ok($$select recent_execution_failures('2026-05-04', '2026-05-05')$$, 'PM005', null, 'not of a whole day');
select throws_ok($$select recent_execution_metrics('2026-05-04', '2026-05-05')$$, 'PM005', null, 'not of a whole day');
select throws_ok($$select recent_execution_distribution('cost', '2026-05-04', '2026-05-05')$$, 'PM005', null, 'nor its spread');
select throws_ok($$select recent_execution_metrics(now(), now(), 'hour')$$, 'PM005', null, 'by the minute only');
select throws_ok($$select recent_execution_metrics(now(), now(), null, 'moon')$$, 'PM005', null, 'no other grouping');
select throws_ok($$select recent_execution_distribution('moon', now(), now())$$, 'PM005', null, 'no other measure');

-- Narrowed to templates, versions, a model and an environment, all figures are what the executions say.
select save_version(1, v, v, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'v' || v)), 'text', '[]', '{}', '') from generate_series(1, 2) v \g /dev/null
select record_executions((select json_agg(json_build_object('id', 'cut' || n, 'template', case when n % 4 = 0 then 'clarification-question-generation' else 'nlu-topic-extraction' end,
        'version', case when n % 4 = 0 then 1 else n % 3 + 1 end, 'started_at', timestamptz '2026-01-05T00:00:00Z' + n * interval '41 min', 'success', n % 9 <> 0,
        'model', 'm' || n % 2, 'environment', case when n % 5 = 0 then 'staging' else 'production' end, 'cost_usd', n * 0.0001, 'latency_ms', 100 + n % 90))
    from generate_series(1, 900) n)) \g /dev/null
create function pg_temp.narrowed() returns setof text language sql as $$
    select is(c.told, c.raw, c.what || ': ' || c.name)
    from (select n.name, w.what, w.told, w.raw
          from (values ('a version', array[1], array[2], null, null), ('two versions', array[1], array[1, 3], null, null),
                       ('two templates', array[1, 2], null, null, null), ('no template', array[]::integer[], null, null, null),
                       ('everything at once', array[1], array[1, 3], 'staging', 'm1')) n (name, templates, numbers, environment, model),
               lateral (select count(*) filter (where started_at < '2026-01-20') as executions, count(*) filter (where success and started_at < '2026-01-20') as successes,
                               sum(cost_usd) filter (where started_at < '2026-01-20') as cost, count(*) filter (where started_at >= '2026-01-20') as later
                        from prompt_executions e where started_at >= '2026-01-05' and started_at < '2026-02-05' and template_id = any (n.templates)
                          and (n.numbers is null or number = any (n.numbers)) and (n.environment is null or e.environment = n.environment)
                          and (n.model is null or e.model = n.model)) raw,
               lateral (values
                   ('figures', (select (coalesce(sum(m.executions), 0), coalesce(sum(m.successes), 0), sum(m.cost_usd))::text
                                from execution_metrics('2026-01-05', '2026-01-20', 'day', 'version', n.templates::bigint[], n.numbers, n.environment, n.model) m),
                    (raw.executions, raw.successes, raw.cost)::text),
                   ('figures of a later time', (select coalesce(sum(m.executions), 0)::text
                                from execution_metrics('2026-01-20', '2026-02-05', null, 'total', n.templates::bigint[], n.numbers, n.environment, n.model) m), raw.later::text),
                   ('usage', (select sum(u.executions)::text from execution_usage('2026-01-05', '2026-01-20', 'UTC', n.templates::bigint[], n.numbers, n.environment, n.model) u),
                    raw.executions::text),
                   ('spread', (select coalesce(sum(d.executions), 0)::text
                               from execution_distribution('cost', '2026-01-05', '2026-01-20', n.templates::bigint[], n.numbers, n.environment, n.model) d), raw.executions::text)
               ) w (what, told, raw)) c $$;
select pg_temp.narrowed();
select add_executions(0, 9e18::bigint) \g /dev/null
create temporary table narrowed_mark as select rolled_up_to from execution_rollup_state;
update execution_rollup_state set rolled_up_to = (pg_current_xact_id()::text::bigint) + 1;
select pg_temp.narrowed();
select is((select count(*) from execution_metrics('2026-01-05', '2026-01-20', null, 'template') where latency_p95 > 0), 2::bigint, 'templates have their percentiles');
select is((select count(latency_p95) from execution_metrics('2026-01-05', '2026-01-20', null, 'template', percentiles => false)), 0::bigint,
    'where they are wanted');
delete from execution_rollups;
delete from prompt_executions where id in (select execution_key('cut' || n) from generate_series(1, 900) n);
update execution_rollup_state set rolled_up_to = (select n.rolled_up_to from narrowed_mark n);

-- 400 executions, one every 97 minutes from a Monday on; a tenth of them fails.
select record_executions((select json_agg(json_build_object('id', 'use' || n, 'template', 'nlu-topic-extraction', 'version', 1,
        'started_at', timestamptz '2026-03-16T00:10:00Z' + n * interval '97 min', 'success', n % 10 <> 0, 'model', 'm' || n % 2,
        'cost_usd', case when n % 4 = 0 then 0.01 end)) from generate_series(1, 400) n)) \g /dev/null
create temporary table fresh as select * from execution_usage('2026-03-16', '2026-04-13', 'Europe/Berlin');
create temporary table mark as select pg_current_xact_id()::text::bigint as xact;
select add_executions(0, 9e18::bigint) \g /dev/null
update execution_rollup_state set rolled_up_to = (select xact + 1 from mark);
select set_eq($$select * from execution_usage('2026-03-16', '2026-04-13', 'Europe/Berlin')$$, 'select * from fresh', 'usage is the same before and after the rollup');
select results_eq($$select sum(executions), sum(successes), sum(priced), sum(cost_usd) from fresh$$,
    $$values (400::numeric, 360::numeric, 100::numeric, 1.00::numeric)$$, 'each execution is in one hour of the week');
select set_eq($$select weekday, hour, executions from execution_usage('2026-03-16', '2026-04-13', 'America/New_York') where executions > 0$$,
    $$select extract(isodow from l.at)::integer as weekday, extract(hour from l.at)::integer as hour, count(*) from (
        select started_at at time zone 'America/New_York' as at from prompt_executions where id not in (select execution_key('few' || n) from generate_series(0, 2000) n)) l group by 1, 2$$, 'by the weekdays and hours of the zone, in summer and in winter');
select results_eq($$select count(*), min(hours), max(hours) from execution_usage('2026-03-02', '2026-03-16', 'UTC')$$,
    $$values (168::bigint, 2::bigint, 2::bigint)$$, 'every hour of the week is told of, busy or not');
select is_empty($$select from execution_usage('2026-03-22T23:00:00Z', '2026-03-29T22:00:00Z', 'Europe/Berlin') where weekday = 7 and hour = 2$$,
    'an hour that the clocks leap over did not come');
select is((select hours from execution_usage('2025-10-19T22:00:00Z', '2025-10-26T23:00:00Z', 'Europe/Berlin') where weekday = 7 and hour = 2), 2::bigint,
    'one that they go through twice came twice');
select is((select sum(executions) from execution_usage('2026-03-16', '2026-04-13', 'Asia/Kolkata')), 400::numeric, 'half an hour off loses nothing');
select is((select sum(hours) from execution_usage(now() - interval '3 days', now() + interval '9 days', 'UTC')), 73::numeric, 'hours to come are not counted');
select is((select sum(executions) from execution_usage('2026-03-16', '2026-04-13', 'UTC', model => 'm1')), 200::numeric, 'of one model');
select is((select sum(executions) from execution_usage('2026-03-16', '2026-04-13', 'UTC', array[1], array[1], 'production')), 400::numeric, 'of one version');
select is((select sum(executions) from execution_usage('2026-03-16', '2026-04-13', 'UTC', array[2])), 0::numeric, 'of another template');

update execution_settings set hourly_days = 90;
select is((select sum(hours) from execution_usage('2020-01-01', date_trunc('day', now(), 'UTC'), 'UTC')), 90 * 24::numeric, 'as far back as hours are kept');
select set_eq($$select weekday, hour from execution_usage(now() - interval '2 days', now(), '<+05:30>-05:30') where hours > 0$$,
    $$select weekday, hour from execution_usage(now() - interval '2 days', now(), 'Asia/Kolkata') where hours > 0$$, 'a zone may be told by its offset');
select throws_ok($$select execution_usage(now(), now(), 'Moon/Mare_Imbrium')$$, 'PM005', null, 'a zone has to exist');
select throws_ok($$select execution_usage(now(), now(), null)$$, 'PM005', null, 'and has to be named');

create role test_viewer3 login in role promptuary_viewer;
create role test_agent3 login in role promptuary_agent;
set local session authorization test_viewer3;
select lives_ok(s, 'a viewer may: ' || s) from unnest(array['select promptuary.execution_usage(now(), now(), ''UTC'')',
    'select promptuary.recent_execution_metrics(now(), now())', 'select promptuary.recent_execution_distribution(''cost'', now(), now())',
    'select promptuary.recent_execution_failures(now(), now())']) s;
set local session authorization test_agent3;
select throws_ok(s, '42501', null, 'an agent may not: ' || s) from unnest(array['select promptuary.execution_usage(now(), now(), ''UTC'')',
    'select promptuary.recent_execution_metrics(now(), now())', 'select promptuary.recent_execution_distribution(''cost'', now(), now())',
    'select promptuary.recent_execution_failures(now(), now())']) s;
reset session authorization;

select * from finish();
rollback;
