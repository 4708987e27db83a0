-- Activations that happened elsewhere: with their own author and time, and the trail says who brought them in.
begin;
select no_plan();
set search_path = promptuary, public;
select create_template('Imported', 'extraction') as id \gset
select import_version(:id, jsonb_build_array(jsonb_build_object('role', 'user', 'content', n::text)), 'text', '[]', '{}', '', 'ada', made, null)
from unnest(array['2026-01-01Z', '2026-02-01Z', '2026-02-02Z', '2026-02-20Z']::timestamptz[]) with ordinality v (made, n) \g /dev/null
create function pg_temp.imported(number integer, author text, at text) returns text language sql as $$
    select format('select active, previous from import_activation(%s, %s, null, ''as it was'', %L, %L)',
                  (select t.id from prompt_templates t where t.name = 'Imported'), number, author, at) $$;

select results_eq(pg_temp.imported(1, 'ada', '2026-01-05Z'), 'values (1, 0)', 'the first');
select results_eq(pg_temp.imported(2, 'ada', '2026-02-05Z'), 'values (2, 1)', 'and a later one');
select results_eq(format('select actor, at, reason, kind, imported_by = session_user from activations where template_id = %s order by id', :id),
    $$values ('ada', timestamptz '2026-01-05Z', 'as it was', 'activate', true),
             ('ada', timestamptz '2026-02-05Z', 'as it was', 'activate', true)$$, 'with their own author and time');
select is((select active ->> 'production' from template_overview where id = :id), '2', 'the last one serves');
select throws_ok(pg_temp.imported(3, 'ada', '2026-02-04Z'), 'PM005', null, 'the log goes on and never back');
select throws_ok(pg_temp.imported(4, 'ada', '2026-02-19T23:59:59Z'), 'PM005', '“Imported” version 4 cannot have been activated at 2026-02-19T23:59:59.000000Z: it was made at 2026-02-20T00:00:00.000000Z.',
    'not before there was such a version');
select throws_ok(pg_temp.imported(3, 'ada', (clock_timestamp() + interval '1 hour')::text), 'PM005', null, 'not in the future');
select throws_ok(pg_temp.imported(3, 'ada', 'infinity'), 'PM005', null, 'nor never');
select throws_ok(pg_temp.imported(3, 'ada', '-infinity'), 'PM005', null, 'nor ever');
select throws_ok(format('select import_activation(%s, 3, null, '''', null, null)', :id), 'PM005', null, 'nor without a time');
select throws_ok(format('select import_activation(%s, null, null, '''', null, now())', :id), 'PM005', null, 'nor without a version');
select throws_ok(pg_temp.imported(9, 'ada', '2026-03-01Z'), 'PM001', null, 'nor one that there is not');
select throws_ok(pg_temp.imported(2, 'ada', '2026-03-01Z'), 'PM003', null, 'nor one that serves already');
select results_eq(format('select active, previous from import_activation(%s, 1, ''staging'', null, '' '', ''2026-01-01Z'')', :id), 'values (1, 0)',
    'another environment has a log of its own');
select is((select actor from activations where template_id = :id and environment = 'staging'), session_user::text, 'without an author it is the importer''s');
select throws_ok(format('insert into activations (template_id, environment, kind, active, imported_by, actor, at) values (%s, ''production'', ''rollback'', 1, ''x'', ''x'', now())', :id),
    '23514', null, 'only activations are imported');
select results_eq(format('select active, previous from activate_version(%s, 3, null, ''here'')', :id), 'values (3, 2)', 'what is done here goes on from there');
select throws_ok(pg_temp.imported(1, 'ada', '2026-06-01Z'), 'PM005', null, 'and nothing slips in before it');
set constraints all immediate;
select results_eq(format($$select action, actor = session_user, details ->> 'author', details ->> 'at' from audit_events where subject = 'activation' and template_id = %s
                           and number < 3 and details ->> 'environment' = 'production' order by id$$, :id),
    $$values ('imported', true, 'ada', '2026-01-05T00:00:00.000000Z'), ('imported', true, 'ada', '2026-02-05T00:00:00.000000Z')$$,
    'the trail says who brought them in, and whose they are');
select is_empty('select * from check_audit_chain()', 'and the chain is whole');
set constraints all deferred;

-- Who says to have imported what he did himself is found out by the event, which is written in any case.
insert into activations (template_id, environment, kind, active, actor, at, imported_by) values (:id, 'staging', 'activate', 2, 'bob', '2026-05-05Z', 'nobody');
set constraints all immediate;
select is((select imported_by from activations order by id desc limit 1), session_user::text, 'an importer is who he is');
select is_empty('select * from check_audit_chain()', 'and so says the trail');
savepoint tampered;
alter table activations disable trigger refuse_change;
update activations set actor = 'eve' where id = (select max(id) from activations);
alter table activations enable always trigger refuse_change;
select matches((select string_agg(problem, ' ') from check_audit_chain()), '^Activation [0-9]+ of template [0-9]+ is not what was recorded.$', 'another author is found');
rollback to tampered;
alter table activations disable trigger refuse_change;
update activations set imported_by = null where id = (select max(id) from activations);
alter table activations enable always trigger refuse_change;
select matches((select string_agg(problem, ' ') from check_audit_chain()), '^Activation [0-9]+ of template [0-9]+ is not what was recorded.$', 'that it was not imported after all too');
rollback to tampered;
select is_empty('select * from check_audit_chain()', 'and all is well again without that');

select * from finish();
rollback;
