-- The log of executions: what is taken and what refused, what it costs, what the rollups say of it.
begin;
select no_plan();
set search_path = promptuary, public;

create function pg_temp.one(override json) returns json language sql as $$
    select json_build_array((jsonb '{"id": "a", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-03-02T10:20:30.5Z",
                                     "success": true}' || override::jsonb)::json)
$$;
create function pg_temp.reason(override json) returns text language sql as $$
    select coalesce((select r ->> 'reason' from json_array_elements((select refused from record_executions(pg_temp.one(override)))) r),
                    'taken')
$$;

-- What is taken.
select results_eq($$select recorded, known, refused::text from record_executions(pg_temp.one('{"id": "first"}'))$$,
    $$values (1::bigint, 0::bigint, '[]')$$, 'an execution of a day without a partition is taken');
select results_eq($$select recorded, known from record_executions(pg_temp.one('{"id": "first", "success": false}'))$$,
    $$values (0::bigint, 1::bigint)$$, 'and not a second time');
select is((select id from prompt_executions), execution_key('first'), 'an id of any form has its UUID');
select is(execution_key('6F9619FF-8B86-D011-B42D-00C04FC964FF'), '6f9619ff-8b86-d011-b42d-00c04fc964ff', 'a UUID is its own');
select is((select environment from prompt_executions), 'production', 'no environment means the default one');
select is((select count(*) from execution_payloads), 0::bigint, 'without texts there is no payload');
select is(pg_temp.reason('{"id": "by name", "template": "NLU topic EXTRACTION"}'), 'taken', 'a template may be named in any case');
select is(pg_temp.reason('{"id": "ends", "confidence": 1, "latency_ms": 0, "cost_usd": 0, "input_tokens": 0}'), 'taken', 'nothing is a value');

-- What is refused, each by itself and with the reason.
select is(pg_temp.reason(o), r, r) from (values
    (json '{"id": ""}', 'id is missing'),
    ('{"template": null}', 'template is missing'),
    ('{"template": "other"}', 'there is no template “other”'),
    ('{"version": null}', 'version is missing'),
    ('{"version": 2}', '“NLU topic extraction” has no version 2'),
    ('{"version": 0}', '“NLU topic extraction” has no version 0'),
    ('{"started_at": null}', 'started_at is missing'),
    ('{"started_at": "2126-01-01T00:00:00Z"}', 'started_at is in the future'),
    ('{"started_at": "1970-01-01T00:00:00Z"}', 'started_at is before the year 2000'),
    ('{"success": null}', 'success is missing'),
    ('{"environment": "moon"}', 'there is no environment “moon”'),
    ('{"input_tokens": -1}', 'input_tokens is negative'),
    ('{"output_tokens": -1}', 'output_tokens is negative'),
    ('{"cached_input_tokens": -1}', 'cached_input_tokens is negative'),
    ('{"input_tokens": 3, "cached_input_tokens": 4}', 'cached_input_tokens is more than input_tokens, of which it is a part'),
    ('{"cost_usd": -0.1}', 'cost_usd is negative'),
    ('{"cost_usd": "NaN"}', 'cost_usd is no amount below a million'),
    ('{"latency_ms": -1}', 'latency_ms is negative'),
    ('{"latency_ms": "Infinity"}', 'latency_ms is more than 30 days'),
    ('{"confidence": 1.7}', 'confidence is not between 0 and 1'),
    ('{"confidence": "NaN"}', 'confidence is not between 0 and 1'),
    ('{"guardrails": {}}', 'guardrails is no list')) v (o, r);
select matches(pg_temp.reason(o), '^' || (select k from json_object_keys(o) k) || ': .*(invalid input syntax|out of range)', o::text || ' is refused by itself')
from (values (json '{"version": "x"}'), ('{"started_at": "2026-02-30T10:00:00Z"}'), ('{"input_tokens": 99999999999}'), ('{"success": "perhaps"}')) v (o);
select is(pg_temp.reason(json_build_object('started_at', o)), 'started_at is no time with its offset as RFC 3339 has it, such as 2026-03-01T09:30:00Z',
          o || ' is another moment whenever, or wherever, it is read')
from unnest(array['now', 'yesterday', '11/12/2026', '2026-03-02', '2026-03-02T10:00', '2026-03-02T10:00:00', '2026-03-02T10:00:00 Europe/Berlin',
                  '22.11.2026 10:00', 'infinity', '2026-03-02T10:00:00+1', '2026-03-02T10:00:00 Europe/Berlin+01:00', '2026-03-02T24:00:00Z']) o;
select is(pg_temp.reason(json_build_object('id', o, 'started_at', o)), 'taken', o || ' is a moment')
from unnest(array['2026-03-02t10:00:00.123456z', '2026-03-02 10:00:01+00:00', '2026-03-02T15:30:00+05:30', '2026-03-02T07:00:00-03:00']) o;
select is((select started_at from prompt_executions where id = execution_key('2026-03-02T15:30:00+05:30')), timestamptz '2026-03-02 10:00Z', 'the one that it says');
delete from prompt_executions where id in (select execution_key(o) from unnest(array['2026-03-02t10:00:00.123456z', '2026-03-02 10:00:01+00:00',
    '2026-03-02T15:30:00+05:30', '2026-03-02T07:00:00-03:00']) o);
select results_eq($$select recorded, refused -> 0 ->> 'reason' from record_executions('[{"id": "nul", "template": "nlu-topic-extraction", "version": 1,
    "started_at": "2026-03-02T10:00:00Z", "success": true, "rendered_prompt": "\u0000"}]')$$, $$values (0::bigint, 'unsupported Unicode escape sequence: \u0000 cannot be converted to text.')$$,
    'a NUL, which PostgreSQL cannot hold, is refused');
select results_eq($$select recorded, known, json_array_length(refused), refused -> 0 ->> 'line' from record_executions(
    '[{"id": "m1", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-03-02T10:00:00Z", "success": true},
      {"id": "m2", "template": "nlu-topic-extraction", "version": "x", "started_at": "2026-03-02T10:00:00Z", "success": true},
      7,
      {"id": "m1", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-03-02T10:00:00Z", "success": true},
      {"id": "m3", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-03-05T10:00:00Z", "success": true}]')$$,
    $$values (2::bigint, 1::bigint, 2, '2')$$, 'the rest of a batch goes in');
select is((select refused -> 0 ->> 'reason' from record_executions(b)), 'it is no JSON object', b::text) from unnest(array['[7]', '[null]', '[[]]']::json[]) b;
select throws_ok($$select record_executions('{}')$$, 'PM005', null, 'a batch is a list');
select results_eq($$select recorded, known from record_executions(
    '[{"id": "n1", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-03-02T10:00:00Z", "success": true, "rendered_prompt": "once"},
      {"id": "m1", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-03-02T10:00:00Z", "success": true, "rendered_prompt": "known"},
      {"id": "n1", "template": "nlu-topic-extraction", "version": 1, "started_at": "2026-03-02T10:00:00Z", "success": true, "rendered_prompt": "twice"}]')$$,
    $$values (1::bigint, 2::bigint)$$, 'what is here already, or twice in a batch, is recorded once');
select results_eq($$select rendered_prompt from execution_payloads where id in (execution_key('n1'), execution_key('m1'))$$, $$values ('once')$$, 'with the first text');
delete from prompt_executions where id = execution_key('n1');
delete from execution_payloads where id = execution_key('n1');

-- One execution is recorded as a batch of one is, whichever way it goes.
create function pg_temp.row_of(id text) returns jsonb language plpgsql as $$
begin -- an SQL function keeps its plan for a transaction, and with it the days that there were
    return (select to_jsonb(e) - 'id' || coalesce(to_jsonb(p) - 'id', '{}')
            from prompt_executions e left join execution_payloads p using (id, started_at) where e.id = execution_key(row_of.id));
end $$;
create function pg_temp.both_ways(arguments text, fields jsonb, what text) returns setof text language plpgsql as $$
begin
    execute format('select record_execution(%s, id => ''single'')', arguments);
    perform record_executions(json_build_array((fields || '{"id": "batch"}')::json));
    return next is(pg_temp.row_of('single'), pg_temp.row_of('batch'), what);
    return next isnt(pg_temp.row_of('single'), null, what || ', is recorded');
    execute format('select record_execution(%s, id => ''single'')', arguments);
    return next is((select count(*) from prompt_executions where id = execution_key('single')), 1::bigint, what || ', and sent again it is one');
    delete from prompt_executions where id in (execution_key('single'), execution_key('batch'));
    delete from execution_payloads where id in (execution_key('single'), execution_key('batch'));
end $$;
select set_model_price('both-ways', 2, 1, 8) \g /dev/null
select pg_temp.both_ways(format($a$'NLU Topic Extraction', 1, false, started_at => %L, model => 'both-ways', input_tokens => 1000, cached_input_tokens => 100,
        output_tokens => 50, latency_ms => 12.3456, error_type => 'timeout', confidence => 0.5$a$, at),
    jsonb_build_object('template', 'nlu-topic-extraction', 'version', 1, 'success', false, 'started_at', at, 'model', 'both-ways', 'input_tokens', 1000,
        'cached_input_tokens', 100, 'output_tokens', 50, 'latency_ms', 12.3456, 'error_type', 'timeout', 'confidence', 0.5), 'figures, priced, ' || at)
from unnest(array[now(), now() - interval '5 days']) at;
select pg_temp.both_ways(format($a$'nlu-topic-extraction', 1, true, started_at => %L, environment => 'staging', cost_usd => 0.5, needs_review => true, request_id => 'r',
        user_id => '', variables => '{"a": 1}', rendered_prompt => 'text', experiment => 'e', variant => 'v', trace_id => 't'%s$a$, now(), r.arguments),
    jsonb_build_object('template', 'nlu-topic-extraction', 'version', 1, 'success', true, 'started_at', now(), 'environment', 'staging', 'cost_usd', 0.5,
        'needs_review', true, 'request_id', 'r', 'user_id', '', 'variables', '{"a": 1}'::jsonb, 'rendered_prompt', 'text', 'experiment', 'e', 'variant', 'v',
        'trace_id', 't') || r.fields::jsonb, 'texts' || r.arguments)
from (values ('', '{}'),
             ($a$, guardrails => '[{"rule": "x", "violated": true}]'$a$, '{"guardrails": [{"rule": "x", "violated": true}]}'),
             ($a$, error_message => repeat('x', 70000)$a$, format('{"error_message": "%s"}', repeat('x', 70000)))) r (arguments, fields);
select throws_ok(format('select record_execution(%s)', w.arguments), 'PM005', 'The execution was not recorded: ' || w.reason || '.', w.reason)
from (values ($a$null, 1, true$a$, 'template is missing'), ($a$'nobody', 1, true$a$, 'there is no template “nobody”'),
             ($a$'nlu-topic-extraction', null, true$a$, 'version is missing'), ($a$'nlu-topic-extraction', 1, null$a$, 'success is missing'),
             ($a$'nlu-topic-extraction', 1, true, environment => 'moon'$a$, 'there is no environment “moon”'),
             ($a$'nlu-topic-extraction', 1, true, input_tokens => -1$a$, 'input_tokens is negative'),
             ($a$'nlu-topic-extraction', 1, true, confidence => 1.7$a$, 'confidence is not between 0 and 1'),
             ($a$'nlu-topic-extraction', 1, true, latency_ms => 'NaN'$a$, 'latency_ms is more than 30 days'),
             ($a$'nlu-topic-extraction', 1, true, model => repeat('m', 251)$a$, 'a name or an id is longer than 250 characters')) w (arguments, reason);
select throws_ok($$select record_execution('nlu-topic-extraction', 9, true)$$, 'PM005', null, 'one execution that is refused is an error');
select isnt(record_execution('nlu-topic-extraction', 1, true), null, 'one execution gets its own id');
select throws_ok($$select record_execution('nlu-topic-extraction', 1, true, id => 'again')$$, 'PM005',
    'An execution with an id needs its started_at.', 'an id without a time could count twice');

-- What is kept of texts.
update execution_settings set payload_bytes = 10;
select is(pg_temp.reason('{"id": "long", "rendered_prompt": "0123456789ä", "variables": {"a": "b"}, "error_message": "short"}'), 'taken', 'long texts are taken');
select results_eq($$select rendered_prompt, error_message, cut from execution_payloads where id = execution_key('long')$$,
    $$values ('0123456789', 'short', array['rendered_prompt'])$$, 'and cut, which is marked');
select results_eq($$select cut_text(t, n) from (values ('ä€😀', 9), ('ä€😀', 8), ('ä€😀', 5), ('ä€😀', 4), ('ä€😀', 1), ('ä', 0), ('', 3)) v (t, n)$$,
    $$values ('ä€😀'), ('ä€'), ('ä€'), ('ä'), (''), (''), ('')$$, 'a text is cut between characters');
select is(pg_temp.reason('{"id": "wide", "rendered_prompt": "ääääää", "error_message": "äääää", "success": false}'), 'taken', 'what is long in bytes');
select results_eq($$select rendered_prompt, error_message, cut from execution_payloads where id = execution_key('wide')$$,
    $$values ('äääää', 'äääää', array['rendered_prompt'])$$, 'is cut by bytes, not characters');
update execution_settings set payload_bytes = 64;
select is(pg_temp.reason(json_build_object('id', 'judged', 'guardrails', (select json_agg(json_build_object('rule', 'r' || n, 'violated', true)) from generate_series(1, 20) n))),
    'taken', 'a long list of guardrails is taken');
select results_eq($$select p.guardrails, p.cut, e.violations, e.guarded from execution_payloads p join prompt_executions e using (id) where id = execution_key('judged')$$,
    $$values (jsonb '[{"rule": "r1", "violated": true}]', array['guardrails'], 20, true)$$, 'its first results are kept, and all are counted');
select is(pg_temp.reason(json_build_object('id', 'huge', 'guardrails', json_build_array(json_build_object('rule', repeat('x', 100))))), 'taken', 'one that is too long');
select results_eq($$select guardrails, cut from execution_payloads where id = execution_key('huge')$$, $$values (jsonb '[]', array['guardrails'])$$, 'is not kept, which is marked');
select is(pg_temp.reason('{"id": "fits", "guardrails": [{"rule": "0123456789", "violated": false}]}'), 'taken', 'a list that fits');
select results_eq($$select guardrails -> 0 ->> 'rule', cut from execution_payloads where id = execution_key('fits')$$, $$values ('0123456789', '{}'::text[])$$, 'is kept whole');
update execution_settings set payload_bytes = 65536;
select is(pg_temp.reason('{"id": "guarded", "guardrails": [{"rule": "a", "violated": true}, {"rule": "b", "violated": false}]}'), 'taken', 'guardrails are taken');
select is((select violations from prompt_executions where id = execution_key('guarded')), 1, 'violations are counted');
select results_eq($$select e.id, e.guarded from prompt_executions e where e.id in (execution_key('guarded'), execution_key('first')) order by 2$$,
    $$values (execution_key('first'), false), (execution_key('guarded'), true)$$, 'and what guardrails judged is told from what they did not');

-- What it costs.
select set_model_price('gpt-x', 2, 0.5, 8) \g /dev/null
select set_model_price('gpt-x', 1, null, 4, '2026-03-03') \g /dev/null
select is(pg_temp.reason(o), 'taken', 'priced') from (values
    (json '{"id": "c1", "model": "gpt-x", "input_tokens": 1000, "cached_input_tokens": 400, "output_tokens": 10}'),
    ('{"id": "c2", "model": "gpt-x", "input_tokens": 1000, "cached_input_tokens": 400, "output_tokens": 10, "started_at": "2026-03-04T00:00:00Z"}'),
    ('{"id": "c3", "model": "gpt-x", "input_tokens": 1000, "cost_usd": 0.5}'),
    ('{"id": "c4", "model": "gpt-y", "input_tokens": 1000}'), ('{"id": "c5", "model": "gpt-x"}')) v (o);
select results_eq($$select cost_usd, cost_given from prompt_executions where id = any (array(select execution_key('c' || n) from generate_series(1, 5) n))
                    order by id = execution_key('c5'), id = execution_key('c4'), id = execution_key('c3'), id = execution_key('c2')$$,
    $$values (0.00148::numeric, false), (0.00104, false), (0.5, true), (null, false), (null, false)$$,
    'by the price of its day, the cached part at its own; a given cost stays; unknown is not nothing');
select throws_ok($$select set_model_price('', 1, 1, 1)$$, 'PM005', null, 'a price needs a model');
select throws_ok($$select set_model_price('x', -1, 1, 1)$$, 'PM005', null, 'no negative price');

-- Figures before they are rolled up, after that, and half and half, are the same.
select record_executions((select json_agg(json_build_object('id', 'bulk' || n, 'template', 'nlu-topic-extraction', 'version', 1,
        'started_at', timestamptz '2026-02-27T22:00:00Z' + n * interval '97 s', 'success', n % 10 <> 0, 'error_type', case n % 20 when 0 then 'timeout' end,
        'model', 'm' || n % 3, 'input_tokens', n, 'output_tokens', 2 * n, 'cost_usd', n * 0.0001, 'latency_ms', exp(n % 100 / 10.0),
        'confidence', n % 101 / 100.0, 'needs_review', n % 7 = 0)) from generate_series(1, 3000) n)) \g /dev/null
create temporary table figures as select 'fresh' as state, m.* from execution_metrics('2026-02-01', '2026-04-01', 'day', 'version') m;
create temporary table mark as select pg_current_xact_id()::text::bigint as xact;
select is(add_executions(0, 9e18::bigint), (select count(*) from prompt_executions), 'each execution is added once');
update execution_rollup_state set rolled_up_to = (select xact + 1 from mark);
insert into figures select 'rolled', m.* from execution_metrics('2026-02-01', '2026-04-01', 'day', 'version') m;
select is_empty($$select starts_at, template_id, number, name, executions, successes, input_tokens, cached_input_tokens, output_tokens, priced, cost_usd, timed,
        latency_ms, latency_p50, latency_p95, latency_p99, scored, confidence, needs_review, violations,
        input_counted, input_squares, output_counted, output_squares
    from figures group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 having count(*) <> 2$$, 'rollups say what the executions say');
select is((select sum(executions) from figures where state = 'rolled'),
    (select count(*)::numeric from prompt_executions where started_at < '2026-04-01'), 'and nothing is missing');
select is((select count(*) from (select distinct period from execution_rollups) p), 3::bigint, 'there are hours, days and months');
select results_eq($$select period, sum(executions)::bigint, sum(cost_usd) from execution_rollups where number > 0 group by 1 order by 1$$,
    $$select p, count(*), sum(cost_usd) from prompt_executions, unnest(array['day', 'hour', 'month']) p group by 1 order by 1$$, 'each holds everything');
select results_eq($$select period, sum(executions)::bigint, sum(cost_usd) from execution_rollups where template_id > 0 and number = 0 group by 1 order by 1$$,
    $$select p, count(*), sum(cost_usd) from prompt_executions, unnest(array['day', 'hour', 'month']) p group by 1 order by 1$$, 'templates hold everything again');
select results_eq($$select period, sum(executions)::bigint, sum(cost_usd) from execution_rollups where template_id = 0 group by 1 order by 1$$,
    $$select p, count(*), sum(cost_usd) from prompt_executions, unnest(array['day', 'hour', 'month']) p group by 1 order by 1$$, 'and everything together again');
select ok(abs(m.p / e.p - 1) <= 0.01, 'a percentile is within 1 %: ' || share) from
    (select share, (percentile_disc(share) within group (order by latency_us)) / 1000.0 as p
     from prompt_executions, unnest(array[0.5, 0.95, 0.99]) share where started_at < '2026-04-01' group by 1) e
    join lateral (select case share when 0.5 then latency_p50 when 0.95 then latency_p95 else latency_p99 end as p
                  from execution_metrics('2026-02-01', '2026-04-01')) m on true;
select results_eq($$select error_type, failures from execution_failures('2026-02-01', '2026-04-01')$$,
    $$select coalesce(error_type, ''), count(*) from prompt_executions where not success group by 1 order by 2 desc, 1$$, 'failures by type');
select is((select sum(executions) from execution_distribution('latency', '2026-02-01', '2026-04-01', array[1::bigint])),
    (select count(latency_us)::numeric from prompt_executions where started_at < '2026-04-01'), 'a distribution holds each that was timed');
select is((select sum(executions) from execution_metrics('2026-02-01', '2026-04-01', 'day', b)), (select sum(executions) from figures where state = 'rolled'),
    'by ' || b) from unnest(array['total', 'template', 'version', 'model', 'task_type', 'environment']) b;
update execution_settings set hourly_days = 10000;
select is((select executions from execution_metrics('2026-02-27T23:00:00Z', '2026-03-02T03:00:00Z')),
    (select count(*) from prompt_executions where started_at >= '2026-02-27T23:00:00Z' and started_at < '2026-03-02T03:00:00Z'),
    'a time that begins and ends within a day and passes a month counts each once');
select is((select sum(executions) from execution_metrics('2026-02-27T23:00:00Z', '2026-03-02T03:00:00Z', s)),
    (select count(*)::numeric from prompt_executions where started_at >= '2026-02-27T23:00:00Z' and started_at < '2026-03-02T03:00:00Z'),
    'also by ' || s) from unnest(array['hour', 'day', 'month']) s;
update execution_settings set hourly_days = 90;
select is((select executions from execution_metrics('2026-02-27T23:00:00Z', '2026-03-02T03:00:00Z')),
    (select count(*) from prompt_executions where started_at >= '2026-02-27Z' and started_at < '2026-03-03Z'),
    'where the hours are forgotten it is widened to whole days');
select throws_ok($$select execution_metrics(now(), now(), 'week')$$, 'PM005', null, 'no other step');
select throws_ok($$select execution_metrics(now(), now(), 'day', 'moon')$$, 'PM005', null, 'no other grouping');
select is((select executions from prompt_template_performance where version = 1 and template_id = 1), (select count(*) from prompt_executions), 'the view is current');

-- Reviews count at once.
select review_execution('bulk7', 'approved', 'fine') \g /dev/null
select review_execution('bulk14', 'rejected') \g /dev/null
select review_execution('bulk14', 'approved') \g /dev/null
select review_execution('bulk14', '') \g /dev/null
select results_eq($$select approved, rejected from execution_metrics('2026-02-01', '2026-04-01')$$, 'values (1::bigint, 0::bigint)', 'a review moves the figures');
select throws_ok($$select review_execution('bulk7', 'approved')$$, 'PM003', null, 'the same outcome again is none');
select throws_ok($$select review_execution('bulk7', 'good')$$, 'PM005', null, 'no other outcome');
select throws_ok($$select review_execution('never', 'approved')$$, 'PM001', null, 'an execution has to exist');
select recorded from record_executions((select json_agg(json_build_object('id', 'twice', 'template', 'nlu-topic-extraction', 'version', 1,
    'success', true, 'started_at', t)) from unnest(array['2026-03-01T10:00:00.123456Z', '2026-03-01T11:00:00Z']) t)) \g /dev/null
select review_execution('twice', 'rejected', 'the first', '2026-03-01T10:00:00.123Z') \g /dev/null
select results_eq($$select review_outcome from prompt_executions where id = execution_key('twice') order by started_at$$, $$values ('rejected'), (null)$$,
    'a review is of the execution of its time');
select review_execution('twice', 'approved') \g /dev/null
select results_eq($$select review_outcome from prompt_executions where id = execution_key('twice') order by started_at$$, $$values ('rejected'), ('approved')$$,
    'and of the latest without one');
select throws_ok($$select review_execution('twice', 'approved', '', '2026-03-01T10:00:01Z')$$, 'PM001', null, 'at another time there is none');
delete from execution_payloads where id = execution_key('twice');
delete from prompt_executions where id = execution_key('twice');
select is((select reviewed_by from execution_payloads where id = execution_key('bulk7')), session_user::text, 'who reviewed is kept');

-- A day goes only when its rollups say the same.
select is(execution_day_difference('2026-02-28'), null, 'a day equals its rollups');
savepoint tampered;
update execution_rollups set cost_usd = cost_usd + 0.000000000001 where period = 'day' and starts_at = '2026-02-28Z' and template_id = 1 and model = 'm0';
select isnt(execution_day_difference('2026-02-28'), null, 'a cost that is off by a trillionth is found');
select isnt((select reason from drop_execution_days(array['2026-02-28'::date])), null, 'and the day is kept');
rollback to tampered;
update execution_rollups set latency_histogram = (select array_agg((((h >> 32) + 2) << 32) | (h & 4294967295) order by h) from unnest(latency_histogram) h)
where period = 'day' and starts_at = '2026-02-28Z' and template_id = 1 and model = 'm0';
select isnt(execution_day_difference('2026-02-28'), null, 'percentiles that are off by 4 % are found');
rollback to tampered;
delete from prompt_executions where started_at >= '2026-02-28Z' and started_at < '2026-02-28T01:00Z';
select isnt(execution_day_difference('2026-02-28'), null, 'executions that are gone are found');
rollback to tampered;
create function pg_temp.found(change text, what text) returns setof text language plpgsql as $$
begin
    execute change;
    return next isnt(execution_day_difference('2026-02-28'), null, what || ' is found');
end $$;
savepoint tampered;
update execution_settings set hourly_days = 10000;
savepoint hours_kept;
select pg_temp.found($$update execution_rollups set latency_squares = latency_squares * 1.001 where period = 'day' and starts_at = '2026-02-28Z' and template_id = 1$$,
    'a sum of squares that is off by a thousandth');
rollback to hours_kept;
select pg_temp.found($$update execution_rollups set input_squares = input_squares * 1.001 where period = 'day' and starts_at = '2026-02-28Z' and template_id = 1 and number > 0$$,
    'a sum of squares of tokens that is off by a thousandth');
rollback to hours_kept;
select pg_temp.found($$update execution_rollups set errors = '{"flood": 1}' where period = 'day' and starts_at = '2026-02-28Z' and template_id = 1 and errors <> '{}'$$,
    'a failure of another type');
rollback to hours_kept;
select pg_temp.found($$update execution_rollups set cost_histogram = (select array_agg((((h >> 32) + 2) << 32) | (h & 4294967295) order by h) from unnest(cost_histogram) h)
where period = 'day' and starts_at = '2026-02-28Z' and template_id = 1 and model = 'm0'$$, 'a percentile of cost that is off by 4 %');
rollback to hours_kept;
select pg_temp.found($$delete from execution_rollups where period = 'hour' and starts_at = '2026-02-28T05:00Z' and template_id = 1 and model = 'm0'$$, 'an hour that is gone');
rollback to hours_kept;
select pg_temp.found($$update execution_rollups set successes = successes - 1 where period = 'day' and starts_at = '2026-02-28Z' and template_id = 0 and model = 'm0'$$,
    'a figure of all together that is off by one');
rollback to hours_kept;
select pg_temp.found($$update execution_rollups set input_tokens = input_tokens + 1 where period = 'month' and starts_at = '2026-02-01Z' and template_id = 1 and model = 'm0'$$,
    'a month that is off by one');
rollback to tampered;
create temporary table before as select * from execution_metrics('2026-02-01', '2026-04-01', 'month', 'model');
select is((select reason from drop_execution_days(array['2026-02-28'::date])), null, 'a day that equals its rollups is dropped');
select is((select count(*) from prompt_executions where started_at >= '2026-02-28Z' and started_at < '2026-03-01Z'), 0::bigint, 'it is gone');
select set_eq($$select * from execution_metrics('2026-02-01', '2026-04-01', 'month', 'model')$$, 'select * from before', 'and no figure changes');
-- Late executions of a day that is gone, whose room is not free yet.
select is(pg_temp.reason('{"id": "late", "started_at": "2026-02-28T12:00:00Z", "latency_ms": 5}'), 'taken', 'a late execution is taken');
update execution_rollup_state set rolled_up_to = 0;
select is((select sum(executions) from execution_metrics('2026-02-28', '2026-03-01', 'day')) - (select sum(executions) from figures where state = 'rolled' and starts_at = '2026-02-28Z'),
    1::numeric, 'it counts');
create table dropped_7 (); -- as a restored dump has one
select is(free_execution_days(), 3, 'the room of the day and of its texts is given back');
select is((select count(*) from pg_class where relnamespace = 'promptuary'::regnamespace and relname ~ 'dropped'), 0::bigint, 'nothing of it is left');
select is((select count(*) from prompt_executions where id = execution_key('late')), 1::bigint, 'the late one stays');
select is(free_execution_days(), 0, 'there is no more');
rollback to tampered;

-- So many that two processes share the work.
savepoint many;
select ensure_execution_day(d) from unnest(array['2026-01-30', '2026-01-31', '2026-02-01']::date[]) d \g /dev/null
insert into prompt_executions (id, started_at, template_id, recorded_in, number, input_tokens, output_tokens, success, latency_us, environment, model,
    error_type, cost_usd, confidence, violations)
select gen_random_uuid(), timestamptz '2026-01-30Z' + n * interval '10 s', 1 + n % 3, 9e18::bigint, 1 + n % 2, n, n % 7, n % 11 > 0,
    nullif(n % 1000, 999) * 1000, 'production', case n % 5 when 0 then null else 'm' || n % 3 end, case n % 22 when 0 then 'timeout' end,
    nullif(n % 50, 49) * 0.0001, nullif(n % 102, 101) / 101.0, n % 2
from generate_series(1, 25900) n;
select is(add_executions(9e18::bigint, 9e18::bigint + 1), 25900::bigint, 'many are added');
select is(execution_day_difference(d), null, 'and equal their rollups: ' || d) from unnest(array['2026-01-30', '2026-01-31', '2026-02-01']::date[]) d;
select is((select count(*) from (
    select to_jsonb(r) - array['cost_squares', 'latency_squares', 'confidence_squares'] -- which round
    from parallel_rollups(null::execution_rollups, 9e18::bigint, 9e18::bigint + 1) r where r.template_id > 0
    except
    select to_jsonb(r) - array['cost_squares', 'latency_squares', 'confidence_squares']
    from measured_rollups(null::execution_rollups, 9e18::bigint, 9e18::bigint + 1, 0, 1) r) d), 0::bigint, 'two processes make what one makes');
rollback to many;

-- A copy that was restored into a server whose transactions have lower numbers.
update execution_rollup_state set rolled_up_to = 8e18::bigint, transactions_ahead = 0;
select is(pg_temp.reason('{"id": "restored", "started_at": "2026-02-28T12:00:00Z"}'), 'taken', 'a restored copy takes an execution');
select ok(recorded_in >= 8e18::bigint, 'after those that are rolled up') from prompt_executions where id = execution_key('restored');
select is((select transactions_ahead + pg_current_xact_id()::text::bigint from execution_rollup_state),
    (select recorded_in from prompt_executions where id = execution_key('restored')), 'and goes on counting from there');
select is(recording_transaction(), recording_transaction(), 'once');
rollback to many;

-- Settings and prices are in the audit trail.
set constraints all immediate;
select set_has($$select subject from audit_events where subject in ('model_price', 'execution_settings')$$, $$values ('model_price'), ('execution_settings')$$, 'settings and prices are recorded');

-- Agents record and see nothing.
create role test_agent2 login in role promptuary_agent;
create role test_viewer2 login in role promptuary_viewer;
set local session authorization test_agent2;
select isnt(promptuary.record_execution('nlu-topic-extraction', 1, true), null, 'an agent records');
select throws_ok(s, '42501', null, 'an agent may not: ' || s) from unnest(array['select from promptuary.prompt_executions', 'select from promptuary.execution_rollups',
    'select promptuary.roll_up_executions()', 'select promptuary.maintain_executions()', 'select promptuary.set_model_price(''x'', 1, 1, 1)',
    'select promptuary.add_executions(0, 1)', 'select promptuary.drop_execution_days(array[current_date])', 'select promptuary.store_executions(''[]'')',
    'insert into promptuary.prompt_executions default values', 'select nextval(''promptuary.execution_pulse'')']) s;
set local session authorization test_viewer2;
select lives_ok(s, 'a viewer may: ' || s) from unnest(array['select from promptuary.prompt_executions', 'select promptuary.execution_metrics(now(), now())',
    'select promptuary.roll_up_executions()', 'select last_value from promptuary.execution_pulse', 'select from promptuary.prompt_template_performance']) s;
select throws_ok(s, '42501', null, 'a viewer may not: ' || s) from unnest(array['select promptuary.record_execution(''nlu-topic-extraction'', 1, true)',
    'select promptuary.review_execution(''bulk7'', ''rejected'')', 'update promptuary.prompt_executions set success = true', 'delete from promptuary.execution_rollups',
    'select promptuary.maintain_executions()', 'select promptuary.free_execution_days()', 'truncate promptuary.prompt_executions']) s;
reset session authorization;

select * from finish();
rollback;
