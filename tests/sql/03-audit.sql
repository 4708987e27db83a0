-- Invariants 4 and 6: each write leaves its event, by the real actor, in an append-only chain whose tampering is found.
begin;
select no_plan();
set search_path = promptuary, public;

select create_template('Audited', 'extraction') as id \gset
select save_version(:id, 0, 0, '[{"role": "user", "content": "1"}]', 'text', '[]', '{}', 'why') \g /dev/null
select import_version(:id, '[{"role": "user", "content": "2"}]', 'text', '[]', '{}', 'n', 'Ada <ada@example.com>', '2024-02-29 12:00+00', 'git:1') \g /dev/null
select activate_version(:id, 1, 'production', 'because') \g /dev/null
select roll_back(:id, 2, 'production', 'oops') \g /dev/null
select deactivate_template(:id, 'production', 'end') \g /dev/null
select rename_template(:id, 'Audited again'), move_template(:id, 'validation'), describe_template(:id, 'd', '{t}') \g /dev/null
select archive_template(:id) \g /dev/null
select restore_template(:id) \g /dev/null
set constraints all immediate;
select results_eq(format('select action, subject, number from audit_events where template_id = %s order by id', :id),
    $$values ('created', 'template', null), ('saved', 'version', 1), ('imported', 'version', 2), ('activated', 'activation', 1),
             ('rolled back', 'activation', 2), ('deactivated', 'activation', 2), ('renamed', 'template', null),
             ('moved', 'template', null), ('described', 'template', null), ('archived', 'template', null),
             ('restored', 'template', null)$$, 'each write has its event');
select is((select details from audit_events where template_id = :id and action = 'renamed'), '{"from": "Audited", "to": "Audited again"}', 'with what was before');
select is((select details ->> 'reason' from audit_events where template_id = :id and action = 'rolled back'), 'oops', 'and why');
select is((select author from prompt_versions where template_id = :id and number = 2), 'Ada <ada@example.com>', 'an imported version keeps its author');
select is((select actor from audit_events where template_id = :id and number = 2 and subject = 'version'), session_user::text, 'but the event names who imported it');
select is((select action from audit_events where template_id = :id and number = 2 and subject = 'version'), 'imported', 'and that it was');
select is((select imported_by from prompt_versions where template_id = :id and number = 2), session_user::text, 'as the version does');
select is((select imported_by from prompt_versions where template_id = :id and number = 1), null, 'which one that was saved does not');
set constraints all deferred;
select is(import_version(:id, '[{"role": "user", "content": "3"}]', 'text', '[]', '{}', '', '', null, 'git:1'), 0, 'a source is imported once');
select is(import_version(:id, '[{"role": "user", "content": "1"}]', 'text', '[]', '{}', '', '', null, null), 0, 'and so is a content');
select import_version(:id, '[{"role": "user", "content": "4"}]', 'text', '[]', '{}', '', 'Ada', '2020-01-01', null) as number \gset
set constraints all immediate;
select is((select action || ' ' || (details ->> 'author') from audit_events where template_id = :id and number = :number and subject = 'version'),
    'imported Ada', 'a claimed author is never one that saved, also without a source');
select throws_ok(format('insert into prompt_versions (template_id, parent, messages, format, author) values (%s, 1, ''[{"role": "user", "content": "5"}]'', ''text'', ''Ada'')', :id),
    'PM005', null, 'who saves cannot name another author');
select throws_ok(format('select import_version(%s, ''[{"role": "user", "content": "5"}]'', ''text'', ''[]'', ''{}'', '''', '''', ''infinity'', null)', :id),
    'PM005', null, 'nor is a time imported that is none');
select create_task_type('Ordering') as key \gset
select is((select action || ' ' || (details ->> 'key') from audit_events order by id desc limit 1), 'created ordering', 'settings are audited');
select is(create_task_type(' ORDERING '), 'ordering', 'a task type is made once');
update environments set position = 9 where key = 'staging';
select is((select action || ' ' || subject from audit_events order by id desc limit 1), 'changed environment', 'also what the owner changes by hand');
select is((select count(*) from audit_events), (select max(id) from audit_events), 'ids have no gaps');
select is_empty('select * from check_audit_chain()', 'the chain is whole');

-- Three or none: an activation that fails leaves neither line, event nor change.
select max(id) as before from audit_events \gset
select throws_ok(format('select activate_version(%s, 77, ''production'', '''')', :id), 'PM001');
select is((select max(id) from audit_events), :before::bigint, 'no event of what did not happen');

-- The owner, with psql in hand.
select throws_ok('update audit_events set actor = ''nobody''', 'PM004', null, 'an event cannot be changed');
select throws_ok('delete from audit_events', 'PM004', null, 'nor removed');
select throws_ok('truncate audit_events', 'PM004', null, 'nor all of them');
select throws_ok('insert into audit_events (id, at, actor, action, subject, previous_hash, hash) values (1, now(), ''x'', ''x'', ''template'', '''', '''')',
    'PM004', null, 'nor written by hand');
select throws_ok('update audit_head set id = 1', 'PM004', null, 'the head cannot be moved back');
select throws_ok('delete from audit_head', 'PM004', null, 'nor removed');
select throws_ok('insert into audit_head values (true, 1, '''')', 'PM004', null, 'nor made twice');
set session_replication_role = replica;
select throws_ok('update audit_events set actor = ''nobody''', 'PM004', null, 'also not by a replaying session');
set session_replication_role = origin;

-- The owner switches the guards off: then the check finds what they did. Each attack is undone by its savepoint.
create function pg_temp.found(attack text, mend_nothing boolean default false) returns text language plpgsql as $$
declare
    problems text;
    guard record;
begin
    begin
        for guard in select t.tgrelid::regclass as place, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                     where c.relnamespace = 'promptuary'::regnamespace and not t.tgisinternal loop
            execute format('alter table %s disable trigger %I', guard.place, guard.tgname);
        end loop;
        execute attack;
        for guard in select t.tgrelid::regclass as place, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                     where c.relnamespace = 'promptuary'::regnamespace and not t.tgisinternal and not mend_nothing loop
            execute format('alter table %s enable always trigger %I', guard.place, guard.tgname);
        end loop;
        problems := (select string_agg(problem, ' ' order by event_id, problem) from check_audit_chain());
        raise exception using errcode = 'PMT00';
    exception when sqlstate 'PMT00' then
        null;
    end;
    return coalesce(problems, 'nothing');
end $$;
select is(pg_temp.found('select'), 'nothing', 'without an attack nothing is found');
select matches(pg_temp.found('select', true), 'The guard keep_version on prompt_versions is switched off', 'a guard that stays switched off is found');
select matches(pg_temp.found('delete from active_versions where template_id = 1'), 'What serves of template 1 in production is not what the log says', 'what serves is compared with the log');
select matches(pg_temp.found('update audit_events set actor = ''nobody'' where id = 5'), 'Event 5 is not what was recorded', 'a changed actor is found');
select matches(pg_temp.found('update audit_events set at = at + interval ''1 microsecond'' where id = 7'), 'Event 7 is not', 'a changed time is found');
select matches(pg_temp.found('delete from audit_events where id = 6'), 'Events 6 to 6 are missing', 'a removed event is found');
select matches(pg_temp.found('delete from audit_events where id > 10'), 'The end of the trail is missing: events 11 to', 'a cut tail is found');
select matches(pg_temp.found('delete from audit_events where id > 10; update audit_head set id = 10, hash = (select hash from audit_events where id = 10)'),
    'No event tells of version', 'also with its head put right');
select matches(pg_temp.found('update audit_events set id = -1 where id = 4; update audit_events set id = 4 where id = 5; update audit_events set id = 5 where id = -1'),
    'Event 4 is not.*Event 5 is not', 'reordered events are found');
select matches(pg_temp.found('insert into audit_events select id + 1, at, actor, action, subject, template_id, number, details, hash, audit_hash(hash, id + 1, at, actor, action, subject, template_id, number, details) from audit_events order by id desc limit 1'),
    'is not the one the trail ended with', 'an event added by hand is found, even a well chained one');
select matches(pg_temp.found(format('update prompt_versions set messages = ''[{"role": "user", "content": "forged"}]'' where template_id = %s and number = 1', :id)),
    'Version 1 of template \d+ is not what was saved', 'a forged version is found');
select matches(pg_temp.found(format('update prompt_versions set messages = ''[{"role": "user", "content": "forged"}]'', content_sha256 = content_hash(''[{"role": "user", "content": "forged"}]'', format, variables, model_config) where template_id = %s and number = 1', :id)),
    'Version 1 of template \d+ is not what was saved', 'also with its hash put right');
select matches(pg_temp.found('update activations set ' || change || ' where id = 1'), 'Activation 1 .*is not what was recorded',
    'a forged log is found: ' || change)
from unnest(array['actor = ''nobody''', 'kind = ''rollback''', 'at = at + interval ''1 microsecond''', 'reason = ''forged''']) change;
select matches(pg_temp.found('update task_types set name = ''Forged'' where key = ''extraction'''),
    'The task type extraction is not what was recorded', 'a forged task type is found');
select matches(pg_temp.found('insert into task_types values (''forged'', ''Forged'', 99)'),
    'The task type forged is not what was recorded', 'a smuggled task type is found');
select matches(pg_temp.found('update environments set position = 99 where key = ''staging'''),
    'The environment staging is not what was recorded', 'a forged environment is found');

-- Anything of a version, not only what its hash covers.
select matches(pg_temp.found(format('update prompt_versions set %s where template_id = %s and number = 2', change, :id)),
    'Version 2 of template \d+ is not what was saved', 'forged: ' || change)
from unnest(array['author = ''nobody''', 'note = ''forged''', 'created_at = created_at + interval ''1 microsecond''',
                  'created_at = ''infinity''', 'source = ''git:2''', 'source = null', 'imported_by = null',
                  'imported_by = ''nobody''']) change;
select matches(pg_temp.found(format('alter table prompt_versions drop constraint prompt_versions_lineage; update prompt_versions set parent = null where template_id = %s and number = 2', :id)),
    'Version 2 of template \d+ is not what was saved', 'forged: parent');
select matches(pg_temp.found(format('update prompt_versions set archived_at = now() where template_id = %s and number = 1', :id)),
    'Whether version 1 of template \d+ is archived', 'forged: archived');
select matches(pg_temp.found(format('update prompt_templates set %s where id = %s', change, :id)),
    'Template \d+ is not what was recorded', 'forged: template, ' || change)
from unnest(array['name = ''Forged''', 'task_type = ''extraction''', 'description = ''forged''', 'tags = ''{}''', 'key = ''forged''',
                  'source = ''git:9''', 'created_by = ''nobody''', 'archived_at = now()']) change;

-- Guards that are gone, or are not what they seem.
create function pg_temp.found_after(attack text) returns text language plpgsql as $$
declare
    problems text;
begin
    begin
        execute attack;
        problems := (select string_agg(problem, ' ' order by event_id, problem) from promptuary.check_audit_chain());
        raise exception using errcode = 'PMT00';
    exception when sqlstate 'PMT00' then
        null;
    end;
    return coalesce(problems, 'nothing');
end $$;
select is(pg_temp.found_after('drop trigger keep_version on prompt_versions'), 'The guard keep_version on prompt_versions is missing.', 'a dropped guard');
select is(pg_temp.found_after('alter table audit_events disable trigger refuse_change'), 'The guard refuse_change on audit_events is switched off.', 'a disabled guard');
select is(pg_temp.found_after('alter table audit_events enable replica trigger refuse_change'), 'The guard refuse_change on audit_events is switched off.', 'a guard for replicas only');
select is(pg_temp.found_after('alter table audit_events enable trigger refuse_change'), 'The guard refuse_change on audit_events is switched off.', 'a guard that a replaying session passes');
create function public.wave_through() returns trigger language plpgsql as 'begin return new; end';
select is(pg_temp.found_after('create or replace trigger keep_version before insert or update or delete on prompt_versions for each row execute function public.wave_through(); alter table prompt_versions enable always trigger keep_version'),
    'The guard keep_version on prompt_versions is not what it was made as.', 'a guard that calls another function');
select is(pg_temp.found_after('create or replace trigger refuse_change before update on audit_events for each row execute function refuse_write(); alter table audit_events enable always trigger refuse_change'),
    'The guard refuse_change on audit_events is not what it was made as.', 'a guard that looks away when something is deleted');
select is(pg_temp.found_after('create or replace trigger refuse_change before update or delete on audit_events for each row when (false) execute function refuse_write(); alter table audit_events enable always trigger refuse_change'),
    'The guard refuse_change on audit_events is not what it was made as.', 'a guard that never fires');
select is(pg_temp.found_after('create trigger aaa before insert on audit_events for each row execute function public.wave_through(); alter table audit_events enable always trigger aaa'),
    'The trigger aaa on audit_events is none of this schema''s.', 'a trigger that was slipped in');
select is(pg_temp.found_after('create rule lose as on update to activations do instead nothing'),
    'The rule lose rewrites what is done to activations.', 'a rule that was slipped in');
select * from finish();
rollback;
