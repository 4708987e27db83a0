-- Invariants 4 and 6: each write leaves its event, by the real actor, in an append-only chain whose tampering is found.
begin;
select plan(35);
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
set constraints all deferred;
select is(import_version(:id, '[{"role": "user", "content": "3"}]', 'text', '[]', '{}', '', '', null, 'git:1'), 0, 'a source is imported once');
select is(import_version(:id, '[{"role": "user", "content": "1"}]', 'text', '[]', '{}', '', '', null, null), 0, 'and so is a content');
set constraints all immediate;
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
select matches(pg_temp.found('update activations set actor = ''nobody'' where id = 1'), 'Activation 1 .*is not what was recorded', 'a forged log is found');
select * from finish();
rollback;
