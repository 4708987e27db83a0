-- Invariant 9: a role can do what its name says and nothing more, also with psql in hand.
begin;
select no_plan();
set search_path = promptuary, public;

create role test_viewer login in role promptuary_viewer;
create role test_editor login in role promptuary_editor;
create role test_publisher login in role promptuary_publisher;
create role test_admin login in role promptuary_admin;
create role test_agent login in role promptuary_agent;
create role test_nobody login;

-- Runs a statement as somebody who logged in; undoes it. Returns 'ok' or the error's code.
create function pg_temp.tried(role_name text, statement text) returns text language plpgsql as $$
declare
    outcome text;
begin
    execute format('set local session authorization %I', role_name);
    execute statement;
    raise exception using errcode = 'PMT00';
exception
    when sqlstate 'PMT00' then return 'ok';
    when others then get stacked diagnostics outcome = returned_sqlstate; return outcome;
end $$;

create temporary table roles (name text, level integer);
insert into roles values ('test_nobody', 0), ('test_agent', 0), ('test_viewer', 1), ('test_editor', 2), ('test_publisher', 3), ('test_admin', 4);
create temporary table deeds (level integer, statement text);
insert into deeds select 1, 'select from promptuary.' || t
from unnest(array['task_types', 'environments', 'prompt_templates', 'prompt_versions', 'activations', 'active_versions', 'audit_events',
                  'template_overview', 'schema_changes', 'schema_objects']) t;
insert into deeds values
    (1, 'select promptuary.find_template(''nlu-topic-extraction'')'),
    (1, 'select * from promptuary.my_rights()'),
    (1, 'select promptuary.search_templates(''topic'')'),
    (1, 'select * from promptuary.check_audit_chain()'),
    (2, 'select promptuary.create_task_type(''Ordering'')'),
    (2, 'select promptuary.create_template(''New'', ''extraction'')'),
    (2, 'select promptuary.rename_template(1, ''Other'')'),
    (2, 'select promptuary.move_template(1, ''validation'')'),
    (2, 'select promptuary.describe_template(1, ''d'', ''{}'')'),
    (2, 'select promptuary.archive_template(promptuary.create_template(''New'', ''extraction''))'),
    (2, 'select promptuary.restore_template(1)'),
    (2, 'select promptuary.save_version(1, 1, 1, ''[{"role": "user", "content": "x"}]'', ''text'', ''[]'', ''{}'', '''')'),
    (2, 'select promptuary.import_version(1, ''[{"role": "user", "content": "x"}]'', ''text'', ''[]'', ''{}'', '''', ''ada'', now(), null)'),
    (3, 'select promptuary.activate_version(1, 1, ''staging'', '''')'),
    (3, 'select promptuary.deactivate_template(1, ''production'', '''')'),
    (3, 'select promptuary.roll_back(1, 1, ''staging'', '''')'),
    (4, 'select promptuary.import_activation(1, 1, ''staging'', '''', ''ada'', now())'),
    (4, 'select promptuary.set_execution_settings(14)'),
    (4, 'select promptuary.set_model_price(''m'', 1, 1, 1), promptuary.remove_model_price(''m'')'),
    (9, 'update promptuary.execution_settings set raw_days = 14'),
    (9, 'select promptuary.record_one_by_one(''[]'', ''record_executions'', '''')'),
    (4, 'select promptuary.save_alert_webhook(null, ''x'', ''https://x'', repeat(''A'', 32))'),
    (4, 'select promptuary.test_alert_webhook(promptuary.save_alert_webhook(null, ''x'', ''https://x'', repeat(''A'', 32)))'),
    (4, 'select from promptuary.audit_head'),
    (4, 'select from promptuary.template_texts'),
    (4, 'insert into promptuary.task_types values (''ordering'', ''Ordering'', 9)'),
    (4, 'update promptuary.task_types set name = ''Renamed'' where key = ''extraction'''),
    (9, 'update promptuary.task_types set key = ''other'' where key = ''extraction'''),
    (4, 'insert into promptuary.environments values (''canary'', false, 9)'),
    (4, 'update promptuary.environments set position = 9 where key = ''staging'''),
    (9, 'select promptuary.switch_version(1, ''activate'', 1, ''staging'', '''', null)'),
    (9, 'select promptuary.lock_template(1)'),
    (9, 'select promptuary.seed_default_templates()'),
    (9, 'select nextval(''promptuary.activation_ids'')'),
    (9, 'create table promptuary.mine ()'),
    (9, 'create function promptuary.mine() returns integer language sql as ''select 1'''),
    (9, 'create or replace function promptuary.keep_version() returns trigger language plpgsql as ''begin return new; end'''),
    (9, 'alter table promptuary.prompt_versions disable trigger all'),
    (9, 'drop trigger keep_version on promptuary.prompt_versions'),
    (9, 'create trigger mine before insert on promptuary.prompt_versions for each row execute function promptuary.refuse_write()'),
    (9, 'drop schema promptuary cascade'),
    (9, 'set session_replication_role = replica'),
    (9, 'grant promptuary_admin to test_nobody'),
    (9, 'lock table promptuary.prompt_versions in access exclusive mode');
insert into deeds select 9, format(deed, t)
from unnest(array['task_types', 'environments', 'prompt_templates', 'prompt_versions', 'activations', 'active_versions', 'audit_events',
                  'audit_head', 'template_texts', 'schema_changes', 'schema_objects']) t,
     unnest(array['insert into promptuary.%s default values', 'delete from promptuary.%s', 'truncate promptuary.%s cascade']) deed
where not (t in ('task_types', 'environments') and deed like 'insert %');
insert into deeds values
    (9, 'update promptuary.prompt_versions set note = ''x'''), (9, 'update promptuary.prompt_versions set archived_at = now()'),
    (9, 'update promptuary.prompt_templates set name = ''x'''), (9, 'update promptuary.active_versions set number = 1'),
    (9, 'update promptuary.activations set reason = ''x'''), (9, 'update promptuary.audit_events set actor = ''x'''),
    (9, 'update promptuary.environments set is_default = false'), (9, 'update promptuary.schema_changes set checksum = ''x''');

select is(pg_temp.tried(r.name, d.statement), case when r.level >= d.level then 'ok' else '42501' end, r.name || ': ' || d.statement)
from roles r, deeds d;

-- No trigger function can be called into action, and no function is everybody's.
select is_empty($$select p.oid::regprocedure from pg_proc p where p.pronamespace = 'promptuary'::regnamespace
                  and has_function_privilege('test_nobody', p.oid, 'execute')$$, 'no function is granted to the public');
select is_empty($$select p.oid::regprocedure from pg_proc p where p.pronamespace = 'promptuary'::regnamespace
                  and not coalesce(p.proconfig @> array['search_path=promptuary, pg_temp'], false)
                  and p.proname not in ('execution_problem', 'checked_executions')$$, 'each function has its own search path, but those that become a part of what uses them');
select is_empty($$select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                  where c.relnamespace = 'promptuary'::regnamespace and not t.tgisinternal and t.tgenabled <> 'A'$$,
    'each trigger fires always');

-- What somebody may do, they do under their own name, also in the clothes of a group.
create function pg_temp.actor_of(role_name text, statement text) returns text language plpgsql as $$
declare
    actor text;
begin
    begin
        execute format('set local session authorization %I', role_name);
        set local role promptuary_publisher;
        execute statement;
        set constraints all immediate;
        select e.actor into actor from promptuary.audit_events e order by id desc limit 1;
        raise exception using errcode = 'PMT00';
    exception when sqlstate 'PMT00' then null;
    end;
    return actor;
end $$;
select is(pg_temp.actor_of('test_publisher', 'select promptuary.activate_version(1, 1, ''staging'', '''')'), 'test_publisher',
    'the actor is who logged in');

-- A table of the caller's own with the same name is not taken for the real one.
create function pg_temp.shadowed() returns bigint language plpgsql as $$
declare
    found bigint;
begin
    begin
        set local session authorization test_viewer;
        create temporary table prompt_templates (id bigint, key text, name text) on commit drop;
        set local search_path = pg_temp, promptuary;
        insert into prompt_templates values (666, 'nlu-topic-extraction', 'x');
        found := promptuary.find_template('nlu-topic-extraction');
        raise exception using errcode = 'PMT00';
    exception when sqlstate 'PMT00' then null;
    end;
    return found;
end $$;
select is(pg_temp.shadowed(), 1::bigint, 'a temporary table does not deceive a function');

create function pg_temp.rights(role_name text) returns text language plpgsql as $$
declare
    found text;
begin
    begin
        execute format('set local session authorization %I', role_name);
        select m::text into found from promptuary.my_rights() m;
        raise exception using errcode = 'PMT00';
    exception when sqlstate 'PMT00' then null;
    end;
    return found;
end $$;
select is(pg_temp.rights('test_viewer'), '(t,f,f,f,test_viewer)', 'a viewer is told so');
select is(pg_temp.rights('test_editor'), '(t,t,f,f,test_editor)', 'an editor is told so');
select is(pg_temp.rights('test_publisher'), '(t,t,t,f,test_publisher)', 'a publisher is told so');
select is(pg_temp.rights('test_admin'), '(t,t,t,t,test_admin)', 'an administrator is told so');
select is((select m::text from promptuary.my_rights() m), '(t,t,t,t,postgres)', 'the owner may do everything');
select * from finish();
rollback;
