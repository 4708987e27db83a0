-- Alert rules: what fires, what does not, and what people do about it.
begin;
select no_plan();
set search_path = promptuary, public;

-- A version of a template that serves, and what it did: `hours` hours of executions that end at `until`.
create function pg_temp.serving(template text, versions integer default 1) returns bigint language plpgsql as $$
declare
    id bigint := create_template(template, 'extraction');
begin
    for n in 1..versions loop
        perform save_version(id, n - 1, n - 1, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'v' || n)), 'text', '[]', '{}', '');
        perform activate_version(id, n, null, 'test');
    end loop;
    return id;
end
$$;
create function pg_temp.act(template bigint, version integer, until timestamptz, hours integer, each integer,
    success float8 default 1, cost float8 default 0.01, latency float8 default 800, confidence float8 default 0.9,
    review float8 default 0, violation float8 default 0) returns void language plpgsql as $$
begin
    perform ensure_execution_day((d at time zone 'UTC')::date)
    from generate_series(date_trunc('day', until - make_interval(hours => hours), 'UTC'), until, '1 day') d;
    insert into prompt_executions (id, started_at, template_id, recorded_in, number, success, needs_review, violations, latency_us,
                                   environment, cost_usd, confidence, guarded)
    select gen_random_uuid(), until - make_interval(hours => h) + (n - 0.5) / each * interval '1 hour', template,
           (select rolled_up_to from execution_rollup_state), version, n > round(each * (1 - success)), n <= round(each * review),
           (n <= round(each * violation))::integer, latency * 1000 * (0.8 + 0.4 * n / each), 'production', cost * (0.8 + 0.4 * n / each),
           least(1, confidence * (0.9 + 0.2 * n / each)), true
    from generate_series(1, hours) h, generate_series(1, each) n;
end
$$;
-- As if each call were a transaction of its own, without a change of the rows that are rolled up.
create function pg_temp.roll_up() returns void language plpgsql as $$
declare
    mark bigint := (select rolled_up_to from execution_rollup_state);
begin
    perform add_executions(mark, mark + 1);
    update execution_rollup_state set rolled_up_to = mark + 1;
end
$$;
create function pg_temp.open() returns setof text language sql as $$
    select t.name || ' v' || e.number || ': ' || r.name
    from alert_events e join alert_rules r on r.id = e.rule_id join prompt_templates t on t.id = e.template_id
    where e.resolved_at is null order by 1
$$;
create function pg_temp.now() returns timestamptz language sql stable as $$ select date_trunc('hour', now(), 'UTC') $$;
create function pg_temp.rule(override jsonb) returns bigint language sql as $$
    select set_alert_rule('{"name": "test", "metric": "success_rate", "compared_to": "fixed", "threshold": 0.9, "window_hours": 1,
                            "minimum_sample": 20}' || override)
$$;

select is((select count(*) from alert_rules where enabled), 9::bigint, 'a fresh database has rules');
select is((select string_agg(distinct metric, ' ' order by metric) from alert_rules),
    'confidence cost_per_execution latency_p95 review_rate success_rate violation_rate volume', 'one at least for each metric');
select results_eq('select * from evaluate_alerts()', 'values (0, 0)', 'no data is silence');

-- A degradation fires within one evaluation, for each metric on its worse side only.
create temporary table cases as
select pg_temp.serving(c.name) as id, c.* from (values
    ('steady',   24, 1.0, 0.01,  800,  0.9, 0.05, 0.05, null),
    ('fails',    2,  0.8, 0.01,  800,  0.9, 0.05, 0.05, 'Success rate fell'),
    ('dear',     24, 1.0, 0.02,  800,  0.9, 0.05, 0.05, 'Cost per execution rose'),
    ('cheap',    24, 1.0, 0.001, 800,  0.9, 0.05, 0.05, null),
    ('slow',     2,  1.0, 0.01,  2000, 0.9, 0.05, 0.05, 'Answers take longer'),
    ('quick',    24, 1.0, 0.01,  80,   0.9, 0.05, 0.05, null),
    ('unsure',   24, 1.0, 0.01,  800,  0.6, 0.05, 0.05, 'Confidence fell'),
    ('surer',    24, 1.0, 0.01,  800,  1.0, 0.05, 0.05, null),
    ('reviewed', 24, 1.0, 0.01,  800,  0.9, 0.4,  0.05, 'More answers need review'),
    ('violates', 24, 1.0, 0.01,  800,  0.9, 0.05, 0.4,  'More guardrail violations'))
    c (name, hours, success, cost, latency, confidence, review, violation, rule);
select pg_temp.act(id, 1, pg_temp.now() - make_interval(hours => hours), 96 - hours, 60, 1, 0.01, 800, 0.9, 0.05, 0.05) from cases;
select pg_temp.act(id, 1, pg_temp.now(), hours, 60, success, cost, latency, confidence, review, violation) from cases;
select pg_temp.roll_up();
select results_eq('select fired from evaluate_alerts(pg_temp.now())', $$select count(rule)::integer from cases$$, 'each degradation fires');
select results_eq('select * from pg_temp.open()', $$select name || ' v1: ' || rule from cases where rule is not null order by 1$$,
    'each by its own rule, at its first evaluation');
select results_eq('select * from evaluate_alerts(pg_temp.now())', 'values (0, 0)', 'and is not told again');
select is((select round(value::numeric, 3) from alert_events e join cases c on c.id = e.template_id and c.name = 'fails'), 0.8,
    'the value is that of the window');

-- Too few say nothing, however bad they are.
create temporary table few as select pg_temp.serving('few') as id;
select pg_temp.act(id, 1, pg_temp.now() - interval '2 hours', 240, 40) from few;
select pg_temp.act(id, 1, pg_temp.now(), 2, 10, 0) from few;
select pg_temp.roll_up();
select is((select fired from evaluate_alerts(pg_temp.now())), 0, '20 failures of 20 are no sample of 50');
select results_eq($$select sample from alert_verdicts('{"metric": "success_rate", "compared_to": "baseline", "threshold": 0.05, "window_hours": 2,
    "baseline_days": 14, "minimum_sample": 20}', pg_temp.now()) v join few on few.id = v.template_id where v.fires$$,
    'values (20::bigint)', 'for a rule that is content with 20 they are');

-- The version before.
create temporary table changed as select pg_temp.serving('changed', 2) as id;
select pg_temp.act(id, 1, pg_temp.now() - interval '3 hours', 100, 40, 0.99, 0.01) from changed;
select pg_temp.act(id, 2, pg_temp.now(), 3, 40, 0.7, 0.02) from changed;
select pg_temp.roll_up();
select is((select fired from evaluate_alerts(pg_temp.now())), 2, 'a new version is held against the one before');
select results_eq($$select r.name, e.number, round(e.baseline::numeric, 4) from alert_events e join alert_rules r on r.id = e.rule_id
                    join changed c on c.id = e.template_id order by 1$$,
    $$values ('The new version costs more', 2, 0.0101), ('The new version succeeds less', 2, 1.0000)$$, 'in success and in cost');

-- A roll back resolves what it undoes; the other alerts stay.
select activate_version(id, 1, null, 'back') from changed;
select results_eq('select * from evaluate_alerts(pg_temp.now())', 'values (0, 2)', 'what does not serve any more is over');
select is((select distinct resolution from alert_events e join changed c on c.id = e.template_id), 'replaced', 'and says so');

-- Who rolls back left the later version for a reason: it is no measure of the one that serves again, however well it did.
create temporary table returned as select pg_temp.serving(c.name, 2) as id, c.name from (values ('rolled back'), ('activated again')) c (name);
select pg_temp.act(id, 2, pg_temp.now() - interval '3 hours', 100, 40, 1) from returned;
select roll_back(id, 1, null, 'worse in ways that no figure shows') from returned where name = 'rolled back' \g /dev/null
select activate_version(id, 1, null, 'on purpose') from returned where name = 'activated again' \g /dev/null
select pg_temp.act(id, 1, pg_temp.now(), 3, 40, 0.7) from returned;
select pg_temp.roll_up();
select results_eq($$select r.name, v.number, v.fires from returned r join alert_verdicts('{"metric": "success_rate", "compared_to": "version_before",
    "threshold": 0.03, "window_hours": 2, "baseline_days": 14, "minimum_sample": 50}', pg_temp.now()) v on v.template_id = r.id$$,
    $$values ('activated again', 1, true)$$, 'a version that was rolled back to is not held against the one that was left');
select results_eq($$select r.name from returned r join alert_verdicts('{"metric": "success_rate", "compared_to": "fixed",
    "threshold": 0.9, "window_hours": 2, "minimum_sample": 50}', pg_temp.now()) v on v.template_id = r.id where v.fires order by 1$$,
    $$values ('activated again'), ('rolled back')$$, 'though there is enough to judge it by');
select deactivate_template(id, null, 'of no interest below') from returned \g /dev/null

-- The share of executions that violate guardrails is one of those that guardrails judged.
create temporary table guarded as select pg_temp.serving('guarded') as id;
select pg_temp.act(id, 1, pg_temp.now(), 1, 100, violation => 0.3) from guarded;
update prompt_executions e set guarded = e.violations > 0 or extract(minute from e.started_at) >= 50, violations = 3 * e.violations
from guarded g where e.template_id = g.id;
select pg_temp.roll_up();
select results_eq($$select v.sample, round(v.value::numeric, 2) from guarded g join alert_verdicts('{"metric": "violation_rate", "compared_to": "fixed",
    "threshold": 0.5, "window_hours": 1, "minimum_sample": 20}', pg_temp.now()) v on v.template_id = g.id$$,
    $$select count(*), round(30.0 / count(*), 2) from prompt_executions e join guarded g on e.template_id = g.id where e.guarded$$,
    'three violated rules are one execution, and what nobody judged does not count');

-- Volume is the one thing silence says something of.
create temporary table silent as select pg_temp.serving('silent') as id;
select pg_temp.act(id, 1, pg_temp.now() - interval '25 hours', 200, 20) from silent;
select pg_temp.roll_up();
select is((select fired from evaluate_alerts(pg_temp.now())), 1, 'executions that stop are told');
select results_eq($$select r.name, e.value, e.sample from alert_events e join alert_rules r on r.id = e.rule_id join silent s on s.id = e.template_id$$,
    $$values ('Executions stopped', 0::float8, 0::bigint)$$, 'by the rule about volume alone');

-- It is held against the same hours of the weeks before, of which the least counts, and of weeks that it knew only.
create temporary table weekly as
select pg_temp.serving('weekly ' || w.days) as id, w.* from (values (7), (14), (4)) w (days);
select pg_temp.act(id, 1, pg_temp.now() - interval '300 hours', 200, 10) from weekly where days > 4;
select pg_temp.act(id, 1, pg_temp.now(), 250, 20) from weekly where days > 4;
select pg_temp.act(id, 1, pg_temp.now() - interval '25 hours', 100, 20) from weekly where days = 4;
select pg_temp.roll_up();
create function pg_temp.expected(template text, days integer, hours integer default 24) returns setof float8 language sql as $$
    select v.baseline from prompt_templates t, alert_verdicts(jsonb_build_object('metric', 'volume', 'compared_to', 'baseline', 'threshold', 0.8,
        'window_hours', hours, 'baseline_days', days, 'minimum_sample', 50, 'template_id', t.id), pg_temp.now()) v where t.name = template and v.limit_value is not null
$$;
select is(pg_temp.expected('weekly 7', 7), 480::float8, 'a week before it did twice as much');
select is(pg_temp.expected('weekly 14', 14), 240::float8, 'as two weeks before, which is the least');
select is(pg_temp.expected('weekly 14', 3), 480::float8, 'it is a week at least');
select is(pg_temp.expected('weekly 14', 90), 240::float8, 'what it did not know is no week without work');
select is_empty($$select * from pg_temp.expected('weekly 14', 14, 200)$$, 'a window longer than a week is not held against itself');
select is_empty($$select * from pg_temp.expected('weekly 4', 14)$$, 'who did not work a week ago is not judged');
select deactivate_template(id, null, 'of no interest below') from weekly \g /dev/null

-- Acknowledge and snooze.
create temporary table one as select e.id, e.rule_id, e.template_id from alert_events e join silent s on s.id = e.template_id;
select lives_ok('select acknowledge_alert((select id from one), $$ Known, the job is off $$)', 'an alert is acknowledged');
select results_eq('select acknowledged_by, acknowledgement from alert_events join one using (id)',
    $$values (session_user::text collate "default", 'Known, the job is off')$$, 'by whom and why');
select throws_ok('select acknowledge_alert(0)', 'PM001', 'There is no alert 0.');
select throws_ok($$select snooze_alert((select id from one), now() - interval '1 s')$$, 'PM005', 'An alert is snoozed until a time to come.');
select throws_ok($$select snooze_alert((select id from one), 'infinity')$$, 'PM005', 'An alert is snoozed until a time to come.');
select lives_ok($$select snooze_alert((select id from one), now() + interval '4 hours')$$, 'an alert is snoozed');
set constraints all immediate;
select results_eq($$select action, details ->> 'note' from audit_events where subject = 'alert' order by id$$,
    $$values ('acknowledged', 'Known, the job is off'), ('snoozed', null)$$, 'both are in the audit trail');
set constraints all deferred;
update alert_events e set resolved_at = now(), resolution = 'recovered' from one where e.id = one.id;
select is((select fired from evaluate_alerts(pg_temp.now())), 1, 'it fires again');
select isnt((select snoozed_until from alert_events e join one o using (rule_id, template_id) where e.id > o.id), null, 'and is snoozed still');
select throws_ok($$select snooze_alert((select id from one), now() + interval '1 h')$$, 'PM004', 'The alert is resolved already.');

-- Hysteresis: at the limit nothing changes, well inside it is over.
create temporary table wavering as select t.id, pg_temp.rule(jsonb_build_object('name', 'floor', 'template_id', t.id)) as rule
from (select pg_temp.serving('wavering') as id offset 0) t;
create function pg_temp.wavers(success float8, hour integer) returns text language plpgsql as $$
begin
    perform pg_temp.act((select id from wavering), 1, pg_temp.now() - interval '40 days' + make_interval(hours => hour), 1, 100, success);
    perform pg_temp.roll_up();
    perform evaluate_alerts(pg_temp.now() - interval '40 days' + make_interval(hours => hour));
    return (select coalesce(string_agg(coalesce(e.resolution, 'open'), ' ' order by e.id), 'none')
            from alert_events e join wavering w on w.rule = e.rule_id and w.id = e.template_id);
end
$$;
select is(pg_temp.wavers(0.90, 1), 'none', 'at the floor nothing fires');
select is(pg_temp.wavers(0.89, 2), 'open', 'below it something does');
select is(pg_temp.wavers(0.90, 3), 'open', 'back at the floor it is not over');
select is(pg_temp.wavers(0.85, 4), 'open', 'worse is not told again');
select is(pg_temp.wavers(0.92, 5), 'recovered', 'well above it is');
select is(pg_temp.wavers(0.80, 6), 'recovered open', 'and the next time is another alert');

-- Webhooks: told once of each, the secret only to who sends.
select throws_ok($$select set_alert_webhook('ops', 'ftp://x', repeat('A', 32))$$, 'PM005', '“ftp://x” is no http or https address.');
select throws_ok($$select set_alert_webhook('ops', 'https://x', 'short')$$, 'PM005', 'The secret of a webhook is the Base64 of 24 to 64 bytes.');
select throws_ok($$select set_alert_webhook('ops', 'https://x')$$, 'PM005', 'The secret of a webhook is the Base64 of 24 to 64 bytes.');
create temporary table hook as select set_alert_webhook('ops', 'https://example.org/hook', 'whsec_' || encode(decode(repeat('ab', 32), 'hex'), 'base64')) as id;
select is((select set_alert_webhook('ops', 'https://example.org/other')), (select id from hook), 'an address may change and the secret stay');
set constraints all immediate;
select is((select count(*) from audit_events where subject = 'alert_webhook' and details::text like '%secret%'), 0::bigint, 'the audit trail has no secret');
set constraints all deferred;
select throws_ok(format('select save_alert_webhook(%s)', a), 'PM005', m) from (values
    ($$null, ' ', 'https://x', repeat('A', 32)$$, 'A webhook needs a name.'),
    ($$null, repeat('x', 251), 'https://x', repeat('A', 32)$$, 'A webhook''s name has up to 250 characters.'),
    ($$null, 'ops', 'https://x', repeat('A', 32)$$, 'There is a webhook “ops” already.'),
    ($$null, 'more', 'https://', repeat('A', 32)$$, '“https://” is no http or https address.'),
    ($$null, 'more', 'https://x', 'no Base64!'$$, 'The secret of a webhook is the Base64 of 24 to 64 bytes.')) v (a, m);
select throws_ok($$select save_alert_webhook(99999999, 'more', 'https://x', repeat('A', 32))$$, 'PM001', 'There is no webhook 99999999.');
create temporary table secrets as select secret from alert_webhooks w join hook using (id);
select is(save_alert_webhook((select id from hook), ' pager ', 'https://example.org/pager'), (select id from hook), 'a webhook may be renamed');
select results_eq('select w.name, w.url, w.secret from alert_webhooks w', $$select 'pager'::text, 'https://example.org/pager'::text, secret from secrets$$,
    'and keeps its secret');
select save_alert_webhook((select id from hook), 'ops', 'https://example.org/other') \g /dev/null

-- A test goes the way of an alert, once.
create temporary table trial as select test_alert_webhook((select id from hook)) as id;
create temporary table sent as select * from claim_alert_deliveries();
select results_eq($$select event_id, kind, url, secret, (body::json) ->> 'type', (body::json) -> 'data' ->> 'webhook', ((body::json) ->> 'timestamp')::timestamptz <= clock_timestamp() from sent$$,
    $$select t.id, 'test'::text, 'https://example.org/other'::text, s.secret, 'alert.test'::text, 'ops'::text, true from trial t, secrets s$$, 'a test is signed and says that it is one');
select is_empty('select * from claim_alert_deliveries()', 'one session sends it');
select settle_alert_delivery(event_id, kind, 'refused') from sent;
select results_eq('select d.problem, d.due_at, d.tried_at is not null from alert_deliveries d join trial using (id)',
    $$values ('refused'::text, 'infinity'::timestamptz, true)$$, 'it is tried once');
select isnt(test_alert_webhook((select id from hook)), (select id from trial), 'the next one is another to the receiver');
select is((select count(*) from alert_deliveries), 1::bigint, 'and the one before is forgotten');
select settle_alert_delivery(event_id, kind, null) from claim_alert_deliveries();
select isnt((select delivered_at from alert_deliveries), null, 'it is taken');
select throws_ok($$select test_alert_webhook(99999999)$$, 'PM001', 'There is no webhook 99999999.');
delete from alert_deliveries;

select set_alert_rule(jsonb_build_object('id', rule, 'webhook_id', (select id from hook))) from wavering;
select is((select count(*) from alert_events e join wavering w on w.rule = e.rule_id where e.resolved_at is null), 1::bigint,
    'who is told does not change what a rule says');
select is(pg_temp.wavers(0.99, 7), 'recovered recovered', 'it recovers');
select is((select count(*) from alert_deliveries), 0::bigint, 'who was not told that it fired is not told that it is over');
select is(pg_temp.wavers(0.5, 8), 'recovered recovered open', 'it fires');
select results_eq('select kind, url, (body::json) ->> $$type$$, (body::json) -> $$data$$ ->> $$template$$ from claim_alert_deliveries()',
    $$values ('fired', 'https://example.org/other', 'alert.fired', 'wavering')$$, 'the webhook is to be told');
select is_empty('select * from claim_alert_deliveries()', 'by one session at a time');
select settle_alert_delivery(event_id, kind, 'refused') from alert_deliveries;
select results_eq($$select attempts, delivered_at, problem, due_at > clock_timestamp() + interval '50 s' from alert_deliveries$$,
    $$values (1, null::timestamptz, 'refused', true)$$, 'what failed is tried again later');
update alert_deliveries set due_at = '-infinity';
select settle_alert_delivery(event_id, kind, null) from claim_alert_deliveries();
select isnt((select delivered_at from alert_deliveries), null, 'until it is taken');
select is(pg_temp.wavers(1, 9), 'recovered recovered recovered', 'it recovers');
select is((select kind from claim_alert_deliveries()), 'resolved', 'and the webhook is told that too');
update alert_deliveries set attempts = 8, delivered_at = null;
select settle_alert_delivery(event_id, kind, 'gone') from alert_deliveries;
select is((select distinct due_at from alert_deliveries), 'infinity', 'after a day it is given up');
select lives_ok('select remove_alert_webhook((select id from hook))', 'a webhook goes');
select is((select r.webhook_id from alert_rules r join wavering w on w.rule = r.id), null, 'and no rule needs it');

-- Two rules that tell of one thing are one incident: told once, answered once, over together.
create temporary table twice as select t.id, pg_temp.rule(jsonb_build_object('name', 'first', 'template_id', t.id, 'severity', 'warning', 'webhook_id', h.id)) as first,
    pg_temp.rule(jsonb_build_object('name', 'second', 'template_id', t.id, 'severity', 'warning', 'threshold', 0.8, 'webhook_id', h.id)) as second,
    pg_temp.rule(jsonb_build_object('name', 'third', 'template_id', t.id, 'severity', 'critical', 'threshold', 0.7, 'webhook_id', h.id)) as third,
    pg_temp.rule(jsonb_build_object('name', 'other', 'template_id', t.id, 'metric', 'review_rate', 'threshold', 0.5, 'webhook_id', h.id)) as other
from (select pg_temp.serving('twice') as id offset 0) t, (select set_alert_webhook('twice', 'https://example.org/twice', repeat('A', 32)) as id offset 0) h;
create function pg_temp.tell(success float8, hour integer, review float8 default 0, template text default 'twice')
returns setof text language plpgsql as $$
begin
    perform pg_temp.act((select t.id from prompt_templates t where t.name = tell.template), 1, pg_temp.now() - interval '20 days' + make_interval(hours => hour), 1, 100, success, review => review);
    perform pg_temp.roll_up();
    perform evaluate_alerts(pg_temp.now() - interval '20 days' + make_interval(hours => hour));
    create temporary table told on commit drop as select * from claim_alert_deliveries();
    return query select format('%s %s: %s', d.kind, d.body::json -> 'data' ->> 'rule', d.body::json -> 'data' ->> 'rules') from told d
        where d.body::json -> 'data' ->> 'name' = tell.template order by 1;
    perform settle_alert_delivery(d.event_id, d.kind, null) from told d;
    drop table told;
end
$$;
create function pg_temp.incidents() returns table (rule text, began_by text) language sql as $$
    select r.name, b.name from twice t join alert_events e on e.template_id = t.id join alert_rules r on r.id = e.rule_id
        join alert_events i on i.id = e.incident join alert_rules b on b.id = i.rule_id
    where e.resolved_at is null order by e.id
$$;
select results_eq('select pg_temp.tell(0.75, 1, 0.9)', $$values ('fired first: ["first", "second"]'), ('fired other: ["other"]')$$, 'it is told once, naming both');
select results_eq('select * from pg_temp.incidents()', $$values ('first', 'first'), ('second', 'first'), ('other', 'other')$$, 'another metric is another incident');
select is_empty('select pg_temp.tell(0.75, 2, 0.9)', 'nothing is repeated');
select snooze_alert((select e.id from alert_events e join twice t on t.second = e.rule_id), now() + interval '1 h') \g /dev/null
select acknowledge_alert((select e.id from alert_events e join twice t on t.second = e.rule_id), 'known') \g /dev/null
select results_eq($$select r.name, e.snoozed_until is not null, e.acknowledgement from twice t join alert_events e on e.template_id = t.id join alert_rules r on r.id = e.rule_id order by e.id$$,
    $$values ('first', true, 'known'), ('second', true, 'known'), ('other', false, null)$$, 'an answer is one to all of it, and to no other');
select is_empty('select pg_temp.tell(0.65, 3, 0.9)', 'what joins while it is snoozed is not told');
select results_eq('select r.name from twice t join alert_events e on e.template_id = t.id join alert_rules r on r.id = e.rule_id where e.resolved_at is null and e.snoozed_until > now() order by e.id',
    $$values ('first'), ('second'), ('third')$$, 'it is snoozed with it');
select is_empty('select pg_temp.tell(0.85, 4, 0.9)', 'some of its rules recover');
select snooze_alert((select min(e.id) from alert_events e join twice t on t.first = e.rule_id), null) \g /dev/null
select is_empty('select * from claim_alert_deliveries()', 'what was told before the snooze is not told again after it');
select results_eq('select * from pg_temp.incidents()', $$values ('first', 'first'), ('other', 'other')$$, 'one is still open');
select results_eq('select pg_temp.tell(0.65, 5, 0.9)', $$values ('fired third: ["first", "second", "third"]')$$, 'a more severe rule that joins is told');
select results_eq('select * from pg_temp.incidents()', $$values ('first', 'first'), ('other', 'other'), ('second', 'first'), ('third', 'first')$$, 'of the incident that is there');
select is_empty('select pg_temp.tell(0.85, 6, 0.9)', 'those that recover are not told by themselves');
select results_eq('select pg_temp.tell(0.95, 7, 0.9)', $$values ('resolved first: ["first", "second", "third", "second", "third"]'),
    ('resolved third: ["first", "second", "third", "second", "third"]')$$, 'with the last of them it is over, for each thing that was told');
select is_empty('select * from pg_temp.incidents() where rule <> ''other''', 'nothing of it is open');
select results_eq('select pg_temp.tell(0.75, 8, 0.9)', $$values ('fired first: ["first", "second"]')$$, 'the next one is another');
select is((select count(distinct e.incident) from alert_events e join twice t on e.rule_id = t.first), 2::bigint, 'with its own number');

-- What began while it was snoozed is told when the snooze is over.
create temporary table asleep as select t.id, pg_temp.rule(jsonb_build_object('name', 'asleep', 'template_id', t.id, 'severity', 'warning', 'webhook_id', h.id)) as rule,
    pg_temp.rule(jsonb_build_object('name', 'worse', 'template_id', t.id, 'severity', 'critical', 'threshold', 0.7, 'webhook_id', h.id)) as worse
from (select pg_temp.serving('asleep') as id offset 0) t, (select id from alert_webhooks where name = 'twice') h;
create function pg_temp.sleeps(success float8, hour integer) returns setof text language sql as $$ select pg_temp.tell(success, hour, 0, 'asleep') $$;
create function pg_temp.latest() returns bigint language sql as $$ select max(e.id) from alert_events e join asleep a on a.id = e.template_id $$;
select results_eq('select pg_temp.sleeps(0.75, 1)', $$values ('fired asleep: ["asleep"]')$$, 'it is told');
select snooze_alert(pg_temp.latest(), now() + interval '1 h') \g /dev/null
select results_eq('select pg_temp.sleeps(0.95, 2)', $$values ('resolved asleep: ["asleep"]')$$, 'it recovers while it is snoozed');
select is_empty('select pg_temp.sleeps(0.75, 3)', 'it fires again and is silent');
select is_empty('select pg_temp.sleeps(0.65, 4)', 'and so is what joins it');
update alert_events e set snoozed_until = pg_temp.now() - interval '20 days' + interval '5 h' from asleep a where e.template_id = a.id and e.resolved_at is null;
select results_eq('select pg_temp.sleeps(0.65, 5)', $$values ('fired worse: ["asleep", "worse"]')$$, 'at the end of the snooze the worst of what is open is told, once');
select is_empty('select pg_temp.sleeps(0.65, 6)', 'and not again');
select results_eq('select pg_temp.sleeps(0.95, 7)', $$values ('resolved worse: ["asleep", "worse"]')$$, 'and so is its end');
select is_empty('select pg_temp.sleeps(0.75, 8)', 'the next one is silent by the first snooze');
select snooze_alert(pg_temp.latest(), null) \g /dev/null
select results_eq('select kind, event_id from claim_alert_deliveries()', $$values ('fired', pg_temp.latest())$$, 'a snooze that is ended by hand is told of at once');
select results_eq('select pg_temp.sleeps(0.95, 9)', $$values ('resolved asleep: ["asleep"]')$$, 'with its end');
select is_empty('select pg_temp.sleeps(0.75, 10)', 'a rule without webhook tells nobody') from set_alert_rule(jsonb_build_object('id', (select rule from asleep), 'webhook_id', null));

-- What an alert was about may be gone.
create temporary table gone as
select c.name, t.id, pg_temp.rule(jsonb_build_object('name', 'of ' || c.name, 'task_type', 'extraction', 'threshold', 0.6)) as rule
from (values ('moved'), ('deactivated'), ('archived'), ('replaced'), ('rule_disabled'), ('rule_removed'), ('silent at last')) c (name),
     lateral (select pg_temp.serving('gone: ' || c.name, 2) as id offset 0) t;
select pg_temp.act(id, 2, pg_temp.now() - interval '10 days', 1, 100, 0.5) from gone;
select pg_temp.roll_up();
create function pg_temp.ends(after interval) returns table (name text, resolution text) language plpgsql as $$
begin
    perform evaluate_alerts(pg_temp.now() - interval '10 days' + after);
    -- Each rule is about all of them, so each template's own is looked at.
    return query select g.name, coalesce(e.resolution, 'open') from gone g join alert_events e on e.template_id = g.id and e.rule_id = g.rule order by g.name, e.id;
end
$$;
select results_eq($$select * from pg_temp.ends('0 h')$$, $$select name, 'open' from gone order by 1$$, 'each is open');
select move_template(id, 'validation') from gone where name = 'moved' \g /dev/null
select deactivate_template(id, null, 'off') from gone where name in ('deactivated', 'archived') \g /dev/null
select archive_template(id) from gone where name = 'archived' \g /dev/null
select activate_version(id, 1, null, 'other') from gone where name = 'replaced' \g /dev/null
select set_alert_rule(jsonb_build_object('id', rule, 'enabled', false)) from gone where name = 'rule_disabled' \g /dev/null
select remove_alert_rule(rule) from gone where name = 'rule_removed' \g /dev/null
select results_eq($$select * from pg_temp.ends('1 h')$$, $$select name, case name when 'silent at last' then 'open' else name end from gone order by 1$$,
    'each ends with what it was about, and says so');
select results_eq($$select name, resolution from pg_temp.ends('24 h') where name = 'silent at last'$$, $$values ('silent at last', 'open')$$, 'a day of silence is bridged');
select results_eq($$select name, resolution from pg_temp.ends('25 h') where name = 'silent at last'$$, $$values ('silent at last', 'too_few_executions')$$,
    'after a day without enough executions an alert is over');
select set_alert_rule(jsonb_build_object('id', rule, 'window_hours', 72)) from gone where name = 'silent at last' \g /dev/null
select results_eq(format($$select name, resolution from pg_temp.ends('%s h') where name = 'silent at last' offset 1$$, h),
    format($$values ('silent at last', %L)$$, e), format('with a window of three days, after %s hours: %s', h, e))
from (values (26, 'open'), (97, 'open'), (99, 'too_few_executions')) v (h, e);
select isnt((select verdicts from execution_rollup_state), 0::bigint, 'it is known that something was judged');
select evaluate_alerts('2020-01-01') \g /dev/null
select is((select verdicts from execution_rollup_state), 0::bigint, 'and when nothing could be');
select is((select count(*) from alert_events e where e.resolved_at is null and e.judged_at < pg_temp.now() - interval '10 days' + interval '99 h' - interval '72 h'), 0::bigint,
    'nothing stays open for ever');

-- Rules.
select throws_ok(format('select pg_temp.rule(%L)', o), 'PM005', m) from (values
    ('{"name": "  "}', 'An alert rule needs a name of at most 250 characters.'),
    ('{"metric": "charm"}', '“charm” is no metric of an alert rule.'),
    ('{"compared_to": "yesterday"}', '“yesterday” is nothing to compare with.'),
    ('{"threshold": 1.1}', 'The threshold is out of range: shares lie between 0 and 1, amounts are not negative.'),
    ('{"threshold": -1, "metric": "volume"}', 'The threshold is out of range: shares lie between 0 and 1, amounts are not negative.'),
    ('{"threshold": null}', 'An alert rule needs threshold.'),
    ('{"threshold": "x"}', 'A value of the rule is none: invalid input syntax for type double precision: "x".'),
    ('{"window_hours": 0}', 'A window has 1 to 720 hours.'),
    ('{"baseline_days": 91}', 'A baseline has 1 to 90 days.'),
    ('{"minimum_sample": 0}', 'The minimum sample is at least 1.'),
    ('{"severity": "dire"}', '“dire” is no severity; they are info, warning and critical.'),
    ('{"colour": 1}', 'A rule has no “colour”.'),
    ('{"metric": "volume", "compared_to": "version_before"}', 'Volume cannot be compared with the version before: it belongs to the template.')) v (o, m);
select throws_ok($$select pg_temp.rule('{"name": "FLOOR"}')$$, 'PM004', 'There is an alert rule “FLOOR” already.');
select throws_ok($$select pg_temp.rule('{"environment": "moon"}')$$, 'PM001', 'There is no environment “moon”.');
select throws_ok($$select pg_temp.rule('{"template_id": 99999999}')$$, 'PM001', 'The template or the webhook of the rule does not exist.');
select throws_ok($$select set_alert_rule('{"id": 0}')$$, 'PM001', 'There is no alert rule 0.');
select is(pg_temp.wavers(0.5, 10), 'recovered recovered recovered open', 'it fires');
select set_alert_rule(jsonb_build_object('id', rule, 'name', 'Floor of success', 'severity', 'info')) from wavering;
select is((select count(*) from alert_events e join wavering w on w.rule = e.rule_id where e.resolved_at is null), 1::bigint, 'a name changes nothing');
select set_alert_rule(jsonb_build_object('id', rule, 'threshold', 0.95)) from wavering;
select is((select resolution from alert_events e join wavering w on w.rule = e.rule_id order by e.id desc limit 1), 'rule_changed', 'a threshold does');
select is(pg_temp.wavers(0.5, 11), 'recovered recovered recovered rule_changed open', 'and the rule judges anew');
select lives_ok('select remove_alert_rule((select rule from wavering))', 'a rule goes');
select is((select count(*) from alert_events e join wavering w on w.rule = e.rule_id where e.resolved_at is null), 0::bigint, 'with its open alerts');
select is((select count(*) from alert_events e join wavering w on w.rule = e.rule_id), 5::bigint, 'what it found stays');
select throws_ok('select remove_alert_rule((select rule from wavering))', 'PM001');
select lives_ok($$select pg_temp.rule('{"name": "floor of SUCCESS"}')$$, 'and its name is free');

-- Scope.
create temporary table scoped as select pg_temp.rule('{"name": "t", "task_type": "validation"}') as of_type,
    pg_temp.rule(jsonb_build_object('name', 'o', 'template_id', (select id from cases where name = 'fails'))) as of_template,
    pg_temp.rule('{"name": "e", "environment": "staging"}') as of_environment;
select results_eq($$select r.name, t.name from scoped s, alert_rules r, lateral alert_verdicts(to_jsonb(r), pg_temp.now()) v
    join prompt_templates t on t.id = v.template_id where r.id in (s.of_type, s.of_template, s.of_environment)$$, $$values ('o', 'fails')$$,
    'a rule judges what it is about');

select * from finish();
rollback;
