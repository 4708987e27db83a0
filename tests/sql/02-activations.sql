-- Invariant 3: at most one active version per template and environment, what serves is what the log says, nothing
-- activates by itself.
begin;
select plan(39);
set search_path = promptuary, public;
create function pg_temp.detail_of(statement text) returns text language plpgsql as $$
declare found text; begin execute statement; return 'no error';
exception when others then get stacked diagnostics found = pg_exception_detail; return found; end $$;

select create_template('Served', 'extraction') as id \gset
select save_version(:id, n - 1, n - 1, jsonb_build_array(jsonb_build_object('role', 'user', 'content', n::text)), 'text', '[]', '{}', '')
from generate_series(1, 4) n;
create function pg_temp.serving() returns integer language sql as $$
    select coalesce((active -> 'production')::integer, 0) from template_overview where name = 'Served' $$;

select is(pg_temp.serving(), 0, 'nothing serves after saving');
select throws_ok(format('select roll_back(%s, 0, null, '''')', :id), 'PM004', null, 'nothing served before');
select throws_ok(format('select deactivate_template(%s, null, '''')', :id), 'PM003', null, 'nothing to deactivate');
select results_eq(format('select active, previous from activate_version(%s, 1, ''production'', ''go'', 0)', :id), 'values (1, 0)', 'activated');
select results_eq(format('select active, previous from activate_version(%s, 3, null, ''go'', 1)', :id), 'values (3, 1)', 'the default environment is meant by none');
select is(pg_temp.serving(), 3, 'the overview says so');
select is((select number from active_versions where template_id = :id), 3, 'one row says so');
select throws_ok(format('select activate_version(%s, 3, ''production'', '''')', :id), 'PM003', null, 'it serves already');
select is(pg_temp.detail_of(format('select activate_version(%s, 3, ''production'', '''')', :id)), '{"number" : 3}', 'with the number');
select throws_ok(format('select activate_version(%s, 4, ''production'', '''', 1)', :id), 'PM002', null, 'someone activated meanwhile');
select is(pg_temp.detail_of(format('select activate_version(%s, 4, ''production'', '''', 1)', :id))::jsonb,
    jsonb_build_object('active', 3, 'actor', session_user), 'the detail says what and who');
select throws_ok(format('select deactivate_template(%s, ''production'', '''', 0)', :id), 'PM002', null, 'also when deactivating');
select throws_ok(format('select roll_back(%s, 1, ''production'', '''', 0)', :id), 'PM002', null, 'also when rolling back');
select throws_ok(format('select activate_version(%s, 9, ''production'', '''')', :id), 'PM001', null, 'the version has to exist');
select throws_ok(format('select activate_version(%s, null, ''production'', '''')', :id), 'PM005', null, 'a version has to be named');
select throws_ok(format('select activate_version(%s, 1, ''moon'', '''')', :id), 'PM001', null, 'the environment has to exist');
select throws_ok('select activate_version(-1, 1, ''production'', '''')', 'PM001', null, 'the template has to exist');
select results_eq(format('select active, previous from roll_back(%s, 0, ''production'', ''bad'')', :id), 'values (1, 3)', 'back to the one before');
select results_eq(format('select active, previous from roll_back(%s, 0, ''production'', ''bad'')', :id), 'values (3, 1)', 'and back again');
select results_eq(format('select active, previous from roll_back(%s, 2, ''production'', ''bad'')', :id), 'values (2, 3)', 'to any version');
select results_eq(format('select active, previous from deactivate_template(%s, ''production'', ''off'', 2)', :id), 'values (0, 2)', 'off');
select is(pg_temp.serving(), 0, 'nothing serves');
select results_eq(format('select active, previous from roll_back(%s, 0, ''production'', ''on'')', :id), 'values (2, 0)', 'back to what served before it was off');
select results_eq(format('select active, previous from activate_version(%s, 4, ''staging'', '''')', :id), 'values (4, 0)', 'environments are apart');
select is((select active from template_overview where id = :id), '{"production": 2, "staging": 4}', 'both are told');
select results_eq(format('select kind, previous, active from activations where template_id = %s and environment = ''production'' order by id', :id),
    $$values ('activate', null, 1), ('activate', 1, 3), ('rollback', 3, 1), ('rollback', 1, 3), ('rollback', 3, 2), ('deactivate', 2, null),
             ('rollback', null, 2)$$, 'the log tells it all');
select throws_ok(format('select archive_template(%s)', :id), 'PM004', null, 'what serves is not archived');
select throws_ok(format('update prompt_versions set archived_at = now() where template_id = %s and number = 2', :id), 'PM004', null, 'nor is its version');

-- The owner, with psql in hand.
select throws_ok(format('insert into active_versions values (%s, ''production'', 3, 1)', :id), 'PM004', null, 'what serves cannot be inserted');
select throws_ok(format('update active_versions set number = 3 where template_id = %s', :id), 'PM004', null, 'nor updated');
select throws_ok(format('update active_versions set environment = ''elsewhere'' where template_id = %s', :id), 'PM004', null, 'nor moved');
select throws_ok(format('delete from active_versions where template_id = %s', :id), 'PM004', null, 'nor deleted');
set constraints all immediate;
select throws_ok('truncate active_versions', 'PM004', null, 'nor truncated');
select throws_ok(format($$update prompt_templates set active = '{"production": 1}' where id = %s$$, :id), 'PM004', null, 'nor its summary changed');
select throws_ok('update activations set actor = ''nobody''', 'PM004', null, 'the log cannot be changed');
select throws_ok('delete from activations', 'PM004', null, 'nor shortened');
select throws_ok('truncate activations cascade', 'PM004', null, 'nor truncated');
set constraints all deferred;
insert into activations (id, template_id, environment, kind, previous, active, actor, at)
values (1, :id, 'production', 'activate', 4, 3, 'nobody', '2001-01-01');
select is((select (previous, active, actor, at > '2020-01-01')::text from activations order by id desc limit 1),
    row (2, 3, session_user, true)::text,
    'a line written by hand says who, when and from what in spite of its writer');
set constraints all immediate;
select is_empty('select * from check_audit_chain()', 'and the chain is whole');
select * from finish();
rollback;
