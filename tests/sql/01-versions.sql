-- Invariants 1 and 2: versions are immutable, their numbers have no gaps. Attacked as the owner, who is also superuser here.
begin;
select no_plan();
set search_path = promptuary, public;

select promptuary.create_template('  Résumé   helper ', 'Extraction', 'd', array[' a ', 'b', 'a', '']) as id \gset
select is((select key from prompt_templates where id = :id), 'resume-helper', 'a key is made from a name without its accents');
select is((select name from prompt_templates where id = :id), 'Résumé   helper', 'a name is trimmed, else free');
select is((select tags from prompt_templates where id = :id), array['a', 'b'], 'tags are trimmed, empty and repeated ones dropped');
select is((select task_type from prompt_templates where id = :id), 'extraction', 'a task type is found by its name');
select create_template('Resume helper!', 'extraction') as id2, create_template('Resume: helper', 'extraction') as id3,
    create_template('提示', 'extraction') as id4 \gset
select is((select key from prompt_templates where id = :id2), 'resume-helper-2',
    'a taken key gets a suffix');
select is((select key from prompt_templates where id = :id3), 'resume-helper-3',
    'and the next one the next');
select matches((select key from prompt_templates where id = :id4), '^template-\d+$',
    'a name without Latin letters falls back to the id');
select throws_ok('select create_template(E''R\u00e9sum\u00e9   helper'', ''extraction'')', 'PM004', null, 'a name is taken once');
select throws_ok('select create_template(E''R\u00c9sum\u00c9   HELPER'', ''extraction'')', 'PM004', 'A template named “Résumé   helper” exists already.', 'in any case, and the error names the one that has it');
select throws_ok(format('select rename_template(%s, ''résumé   HELPER'')', :id2), 'PM004', 'A template named “Résumé   helper” exists already, so nothing was renamed.', 'also by renaming');
select lives_ok(format('select rename_template(%s, ''RESUME HELPER!'')', :id2), 'but a name may change its own case');
select throws_ok('select create_template('' '', ''extraction'')', 'PM005', null, 'an empty name is refused');
select throws_ok('select create_template(E''a\nb'', ''extraction'')', 'PM005', null, 'a name is one line');
select throws_ok('select create_template(''x'', ''nothing'')', 'PM001', null, 'a task type has to exist');
select lives_ok('select create_template(''From git'', ''extraction'', source => ''git:1'')', 'a template can say where it is from');
select throws_ok('select create_template(''From git again'', ''extraction'', source => ''git:1'')', 'PM004', null, 'a source is taken once');

prepare save as select save_version($1, $2, $3, $4, 'mustache', '[]', '{"a": 1.0}', 'note');
select is(save_version(:id, 0, 0, '[{"role": "user", "content": "one"}]', 'text', '[]', E'{"b":1,\n "a": 1.50}', 'first'), 1,
    'the first version is 1');
select is((select model_config::text from prompt_versions where template_id = :id), E'{"b":1,\n "a": 1.50}',
    'the model configuration is kept exactly');
select is(save_version(:id, 1, 1, '[{"role": "user", "content": "two"}]', 'text', '[]', '{}', ''), 2, 'the next is 2');
select is((select newest from prompt_templates where id = :id), 2, 'the counter follows');
select is((select count(*) from active_versions where template_id = :id), 0::bigint, 'nothing is activated by itself');
select throws_ok(format('execute save(%s, 1, 1, ''[{"role": "user", "content": "x"}]'')', :id), 'PM002', null,
    'a save on an older newest is a conflict');
create function pg_temp.detail_of(statement text) returns text language plpgsql as $$
declare found text; begin execute statement; return 'no error';
exception when others then get stacked diagnostics found = pg_exception_detail; return found; end $$;
select is(pg_temp.detail_of(format('execute save(%s, 1, 1, ''[{"role": "user", "content": "x"}]'')', :id))::jsonb,
    jsonb_build_object('newest', 2, 'author', session_user), 'its detail names the newest and its author');
select throws_ok(format($$select save_version(%s, 2, 2, '[{"role": "user", "content": "two"}]', 'text', '[]', '{}', 'other note')$$, :id),
    'PM003', null, 'a save that changes nothing is refused');
select is(pg_temp.detail_of(format($$select save_version(%s, 1, 2, '[{"role": "user", "content": "one"}]', 'text', '[]',
    E'{"b":1,\n "a": 1.50}', '')$$, :id)), '{"number" : 1}', 'also where it equals the parent that was edited');
select is(save_version(:id, 2, 2, '[{"role": "user", "content": "two"}]', 'text', '[]', '{ }', ''), 3,
    'a configuration written otherwise is a change');
select throws_ok(format($$select save_version(%s, 7, 3, '[{"role": "user", "content": "y"}]', 'text', '[]', '{}', '')$$, :id),
    'PM005', null, 'the parent has to exist');
select throws_ok($$select save_version(-1, 0, 0, '[{"role": "user", "content": "y"}]', 'text', '[]', '{}', '')$$, 'PM001', null,
    'the template has to exist');

-- What the shape of a version is.
create function pg_temp.place_of(messages jsonb, variables jsonb, format text default 'text') returns text language plpgsql as $$
declare found text; begin
    perform save_version((select max(id) from prompt_templates), 0, 0, messages, format, variables, '{}', ''); return 'no error';
exception when sqlstate 'PM005' then get stacked diagnostics found = pg_exception_detail; return found; end $$;
select is(pg_temp.place_of('[]', '[]'), 'messages', 'at least one message');
select is(pg_temp.place_of('{}', '[]'), 'messages', 'messages are an array');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}, {"role": "", "content": "x"}]', '[]'), 'messages[1].role', 'a role is not empty');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}, {"role": "User", "content": "x"}]', '[]'), 'messages[1].role', 'a role is written in lower case');
select is(pg_temp.place_of('[{"role": "robot", "content": "x"}]', '[]'), 'messages[0].role', 'and is one that models know');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}, {"role": "placeholder", "content": "two words"}]', '[]'), 'messages[1].content', 'a placeholder is a name');
select is(pg_temp.place_of('[{"role": "user", "content": ""}]', '[]'), 'messages[0].content', 'an empty message is none');
select is(pg_temp.place_of('[{"role": "system", "content": " \n\t"}, {"role": "user", "content": "\u00a0\u2003"}]', '[]'), 'messages[0].content', 'nor are two blank ones');
select is(pg_temp.place_of('[{"role": "user", "content": 1}]', '[]'), 'messages[0].content', 'a content is text');
select is(pg_temp.place_of('[{"role": "user", "content": "x", "name": "y"}]', '[]'), 'messages[0].name', 'nothing is dropped silently');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}]', '[{"name": "a b"}]'), 'variables[0].name', 'a variable is one word');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}]', '[{"name": "a"}, {"name": "a"}]'), 'variables[1].name', 'a variable is declared once');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}]', '[{"name": "a", "type": "text"}]'), 'variables[0].type', 'types are known');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}]', '[{"name": "a", "type": "integer", "default": 1.5}]'), 'variables[0].default', 'a default is of its type');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}]', '[{"name": "a", "required": "yes"}]'), 'variables[0].required', 'required is true or false');
select is(pg_temp.place_of('[{"role": "user", "content": "x"}]', '[]', 'handlebars'), 'format', 'formats are known');
select throws_ok($$select '[{"role": "user", "content": "\u0000"}]'::jsonb$$, '22P05', null, 'a NUL is refused by the server itself');

select is((select array_agg(save_version(:id4, (n - 1)::integer, (n - 1)::integer, jsonb_build_array(jsonb_build_object('role', role, 'content', 'history'),
    jsonb_build_object('role', 'user', 'content', '')), 'text', '[]', '{}', ''))
    from unnest(array['system', 'developer', 'user', 'assistant', 'tool', 'placeholder']) with ordinality as r (role, n)), array[1, 2, 3, 4, 5, 6],
    'the known roles, and a blank message beside another');

-- The owner, with psql in hand.
set constraints all immediate;
select throws_ok('update prompt_versions set messages = ''[]''', 'PM004', null, 'content cannot be updated');
select throws_ok('update prompt_versions set note = ''better''', 'PM004', null, 'nor a note');
select throws_ok('delete from prompt_versions', 'PM004', null, 'nor can a version be deleted');
select throws_ok('truncate prompt_versions cascade', 'PM004', null, 'nor truncated');
select throws_ok('delete from prompt_templates', 'PM004', null, 'nor can a template be deleted');
set session_replication_role = replica;
select throws_ok('update prompt_versions set number = number + 100', 'PM004', null, 'also not by a replaying session');
set session_replication_role = origin;
select throws_ok(format('insert into prompt_versions (template_id, number, parent, messages, format) values (%s, 9, 3, ''[{"role": "user", "content": "z"}]'', ''text'')', :id),
    'PM004', null, 'a number cannot be skipped');
select throws_ok(format('insert into prompt_versions (template_id, number, parent, messages, format) values (%s, 3, 2, ''[{"role": "user", "content": "z"}]'', ''text'')', :id),
    'PM004', null, 'nor used twice');
select throws_ok(format('update prompt_templates set newest = 7 where id = %s', :id), 'PM004', null, 'the counter cannot be set');
select throws_ok(format('update prompt_templates set newest = newest + 1 where id = %s; set constraints all immediate', :id), '23503',
    null, 'nor moved without a version');
select throws_ok(format('update prompt_templates set key = ''other'' where id = %s', :id), 'PM004', null, 'the key never changes');
select lives_ok(format('update prompt_versions set archived_at = now() where template_id = %s and number = 1', :id), 'only archiving marks a version');
select * from finish();
rollback;
