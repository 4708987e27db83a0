-- What programs read: the default templates, the overview, search, finding by name.
begin;
select plan(26);
set search_path = promptuary, public;

select results_eq('select key, task_type, newest, active from template_overview order by id',
    $$values ('nlu-topic-extraction', 'extraction', 1, '{"production": 1}'::jsonb),
             ('clarification-question-generation', 'conversation', 1, '{"production": 1}'),
             ('educational-script-generation', 'generation', 1, '{"production": 1}')$$, 'three templates serve on a fresh installation');
select results_eq('select jsonb_path_query_array(messages, ''$[*].role'') from prompt_versions',
    $$select '["system", "user"]'::jsonb from generate_series(1, 3)$$, 'each has a system and a user message');
select is_empty($$select template_id, v ->> 'name' from prompt_versions, jsonb_array_elements(variables) v
                  where messages::text !~ ('\m' || (v ->> 'name') || '\M')$$, 'each declared variable is used');
select is_empty($$select m[1] from prompt_versions p, regexp_matches(messages::text, '\{\{\s*(\w+)', 'g') m
                  where not exists (select from jsonb_array_elements(p.variables) v where v ->> 'name' = m[1])
                    and m[1] not in ('fact', 'question', 'objective')$$, 'each variable used is declared');
select is_empty($$select from prompt_versions where model_config ->> 'model' is null$$, 'each names its model');
select is((select count(*) from prompt_versions), (select count(distinct content_sha256) from prompt_versions), 'no two are alike');
select rename_template(1, 'My own topics') \g /dev/null
select seed_default_templates() \g /dev/null
select is((select count(*) from prompt_templates), 3::bigint, 'seeding again adds nothing, renamed ones included');
select results_eq('select key, position from task_types order by position',
    $$values ('classification', 1), ('extraction', 2), ('validation', 3), ('generation', 4), ('conversation', 5)$$, 'the task types');
select results_eq('select key, is_default from environments order by position', $$values ('production', true), ('staging', false)$$, 'the environments');
select throws_ok('insert into environments values (''other'', true, 3)', '23505', null, 'one environment is the default');

select is(find_template('nlu-topic-extraction'), 1::bigint, 'found by key');
select is(find_template(' My own topics '), 1::bigint, 'found by name');
select is(find_template('my OWN topics'), 1::bigint, 'found in any case');
select throws_ok('select find_template(''My own topic'')', 'PM001', null, 'else not found');
create function pg_temp.hint_of(statement text) returns text language plpgsql as $$
declare found text; begin execute statement; return 'no error';
exception when others then get stacked diagnostics found = pg_exception_hint; return found; end $$;
select is(pg_temp.hint_of('select find_template(''My own topic'')'), 'Did you mean “My own topics”?', 'the nearest is named');
select is(pg_temp.hint_of('select find_template(''%%'')'), 'See what there is with “promptuaryctl template list”.', 'where there is a near one');
select save_version(2, 1, 1, '[{"role": "user", "content": "Größe 100% of_it\nsecond line"}]', 'text', '[]', '{}', '') \g /dev/null
select set_eq('select search_templates(''TOPICS'')', $$select id from prompt_templates where name ilike '%own topics'$$, 'searched by name, in any case');
select set_eq('select search_templates(''GRÖSSE'')', 'select 0 where false', 'letters are not changed into others');
select set_eq('select search_templates(''GRÖßE'')', 'select 2::bigint', 'searched in the newest text');
select set_eq('select search_templates(''100% of_'')', 'select 2::bigint', 'no wildcard has a meaning');
select set_eq('select search_templates(''100%it'')', 'select 0 where false', 'none at all');
select set_eq('select search_templates(''asks for one thing'')', 'select 2::bigint', 'and in the text that serves');
select deactivate_template(2, null, '') \g /dev/null
select set_eq('select search_templates(''asks for one thing'')', 'select 0 where false', 'but not in one that neither serves nor is the newest');
select describe_template(3, 'for the aquarium', '{fishes}') \g /dev/null
select set_eq('select search_templates(''fishes'')', 'select 3::bigint', 'searched in tags');
select set_eq('select search_templates(''AQUARIUM'')', 'select 3::bigint', 'and in the description');
select is((select count(*) from search_templates('')), (select count(*) from prompt_templates), 'nothing finds everything');
select * from finish();
rollback;
