-- The default rules against 90 days of ordinary work, in which nothing may fire, and against degradations, which must.
begin;
select no_plan();
set search_path = promptuary, public;
select setseed(0.42);

create function pg_temp.serving(template text) returns bigint language plpgsql as $$
declare
    id bigint := create_template(template, 'extraction');
begin
    for n in 1..2 loop
        perform save_version(id, n - 1, n - 1, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'v' || n)), 'text', '[]', '{}', '');
        perform activate_version(id, n, null, 'test');
    end loop;
    return id;
end
$$;
create function pg_temp.normal() returns float8 language sql volatile as $$
    select sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())
$$;
-- Hours of work with the rhythm of days and weeks, failures, log-normal costs and latencies. Factors make it worse; `weekend` is
-- the share of work that is done on Saturdays and Sundays.
create function pg_temp.work(template bigint, version integer, since timestamptz, until timestamptz, each float8,
    failing float8 default 0.04, dearer float8 default 1, slower float8 default 1, weekend float8 default 0.4)
    returns void language plpgsql as $$
begin
    perform ensure_execution_day((d at time zone 'UTC')::date) from generate_series(since, until, '1 day') d;
    insert into prompt_executions (id, started_at, template_id, recorded_in, number, success, needs_review, violations, latency_us,
                                   environment, cost_usd, confidence, guarded)
    select gen_random_uuid(), h + random() * interval '1 hour', template, (select rolled_up_to from execution_rollup_state), version,
           random() > failing, random() < 0.06, (random() < 0.02)::integer, 900000 * slower * exp(0.45 * pg_temp.normal()), 'production',
           0.004 * dearer * exp(0.6 * pg_temp.normal()), least(1, greatest(0, 0.85 + 0.08 * pg_temp.normal())), true
    from generate_series(since, until - interval '1 hour', '1 hour') h,
         generate_series(1, (each * (0.35 + 0.65 * sin(pi() * extract(hour from h at time zone 'UTC') / 24) ^ 2)
                             * case when extract(isodow from h at time zone 'UTC') > 5 then weekend else 1 end
                             * (0.8 + 0.4 * random()) + random())::integer)
    where weekend > 0 or extract(isodow from h at time zone 'UTC') <= 5;
end
$$;
-- As if each call were a transaction of its own, without a change of the rows that are rolled up.
create function pg_temp.add() returns void language plpgsql as $$
declare
    mark bigint := (select rolled_up_to from execution_rollup_state);
begin
    perform add_executions(mark, mark + 1);
    update execution_rollup_state set rolled_up_to = mark + 1;
end
$$;
-- A Wednesday that is over: on a Sunday the first two hours would be too little work to say anything.
create function pg_temp.until() returns timestamptz language sql stable as $$
    select date_trunc('week', now() - interval '3 days', 'UTC') + interval '2 days'
$$;

-- Three templates: much work, some, and hardly any. The second version came in the middle.
create temporary table working as
select pg_temp.serving(w.name) as id, w.* from (values ('busy', 120::float8), ('common', 20), ('rare', 1)) w (name, each);
select pg_temp.work(id, 1, pg_temp.until() - interval '104 days', pg_temp.until() - interval '45 days', each) from working;
select pg_temp.work(id, 2, pg_temp.until() - interval '45 days', pg_temp.until(), each) from working;
-- Two that rest on Saturdays and Sundays; one of them began ten days ago and has seen one weekend.
create temporary table resting as
select pg_temp.serving(w.name) as id, w.* from (values ('weekdays', 104), ('begun', 10)) w (name, days);
select pg_temp.work(id, 2, pg_temp.until() - make_interval(days => days), pg_temp.until(), 20, weekend => 0) from resting;
update execution_settings set hourly_days = 200;
select pg_temp.add();
analyze execution_rollups;

create function pg_temp.replay(since timestamptz, until timestamptz, step interval) returns bigint language plpgsql as $$
declare
    fired_before bigint := (select count(*) from alert_events);
    at timestamptz := since;
begin
    while at <= until loop
        perform evaluate_alerts(at);
        at := at + step;
    end loop;
    return (select count(*) from alert_events) - fired_before;
end
$$;
select is(pg_temp.replay(pg_temp.until() - interval '90 days', pg_temp.until(), '6 hours'), 0::bigint,
    '90 days of ordinary work fire nothing');
select is((select string_agg(format('%s %s: %s, %s of %s', r.name, e.fired_at, e.value, e.limit_value, e.sample), e'\n')
           from alert_events e join alert_rules r on r.id = e.rule_id), null, 'indeed nothing');

-- Then it fails more, then it is slow and dear. Each is told at the first look after it.
create function pg_temp.open() returns setof text language sql as $$
    select t.name || ': ' || r.name
    from alert_events e join alert_rules r on r.id = e.rule_id join prompt_templates t on t.id = e.template_id
    where e.resolved_at is null order by 1
$$;
select pg_temp.work(id, 2, pg_temp.until(), pg_temp.until() + interval '2 hours', each, 0.3) from working where name = 'busy';
select pg_temp.add();
select evaluate_alerts(pg_temp.until() + interval '2 hours');
select results_eq('select * from pg_temp.open()', $$values ('busy: Success rate fell'), ('busy: The new version succeeds less')$$,
    'a version that begins to fail is told within one evaluation');
select pg_temp.work(id, 2, pg_temp.until(), pg_temp.until() + interval '24 hours', 20, weekend => 0) from resting;
select pg_temp.work(id, 2, pg_temp.until() + interval '2 hours', pg_temp.until() + interval '24 hours', each) from working where name = 'busy';
select pg_temp.work(id, 2, pg_temp.until(), pg_temp.until() + interval '24 hours', each, dearer => 2, slower => 2.5) from working
where name = 'common';
select pg_temp.add();
select is(pg_temp.replay(pg_temp.until() + interval '3 hours', pg_temp.until() + interval '24 hours', '1 hour'), 2::bigint, 'two more fire');
select results_eq('select * from pg_temp.open()', $$values ('common: Cost per execution rose'), ('common: The new version costs more')$$,
    'dearer is told where it is, and what is well again is over');

-- On Thursday only one works still.
select pg_temp.work(id, 2, pg_temp.until() + interval '24 hours', pg_temp.until() + interval '72 hours', each) from working
where name = 'busy';
select pg_temp.add();
select evaluate_alerts(pg_temp.until() + interval '48 hours') \g /dev/null
create function pg_temp.stopped() returns setof text language sql as $$
    select o from pg_temp.open() o where o like '%stopped'
$$;
select results_eq('select * from pg_temp.stopped()',
    $$values ('begun: Executions stopped'), ('common: Executions stopped'), ('weekdays: Executions stopped')$$,
    'who stops is told of within one evaluation, also of one that began last week');
select pg_temp.work(id, 2, pg_temp.until() + interval '48 hours', pg_temp.until() + interval '72 hours', 20, weekend => 0) from resting;
select pg_temp.add();
select evaluate_alerts(pg_temp.until() + interval '72 hours') \g /dev/null
select results_eq('select * from pg_temp.stopped()', $$values ('common: Executions stopped')$$, 'and who works again is well');

-- A stop that lasts is one alert until it is over, however long it lasts, and over as soon as as much runs as on such a day. Some
-- weeks earlier, when all that is above was ordinary; that day is a Wednesday, too.
create function pg_temp.wednesday() returns timestamptz language sql stable as $$ select pg_temp.until() - interval '35 days' $$;
create temporary table stopping as
select pg_temp.serving(w.name) as id, w.* from (values ('retired', 0::float8), ('away', 0.4)) w (name, weekend);
select pg_temp.work(id, 2, pg_temp.wednesday() - interval '40 days', pg_temp.wednesday() + interval '36 hours', 15, weekend => weekend)
from stopping;
select pg_temp.work(id, 2, pg_temp.wednesday() + interval '72 hours', pg_temp.wednesday() + interval '20 days', 15, weekend => weekend)
from stopping where name = 'away';
select pg_temp.add();
delete from alert_events;
select pg_temp.replay(pg_temp.wednesday(), pg_temp.wednesday() + interval '20 days', '2 hours') \g /dev/null
create function pg_temp.stops(template text) returns table (fired numeric, resolved numeric, resolution text) language sql as $$
    select round(extract(epoch from e.fired_at - pg_temp.wednesday()) / 86400, 1),
           round(extract(epoch from e.resolved_at - pg_temp.wednesday()) / 86400, 1), e.resolution
    from alert_events e join alert_rules r on r.id = e.rule_id join prompt_templates t on t.id = e.template_id
    where r.metric = 'volume' and t.name = template order by e.fired_at
$$;
select results_eq($$select fired between 1.5 and 2.5, resolved from pg_temp.stops('retired')$$, $$values (true, null::numeric)$$,
    'who works Monday to Friday and stops for good fires once, and stays open over weekends and after weeks');
select results_eq($$select fired between 1.5 and 2.5, resolved between 3 and 4.5, resolution from pg_temp.stops('away')$$,
    $$values (true, true, 'recovered')$$, 'who comes back on a Saturday is well by what runs on a Saturday');

select * from finish();
rollback;
