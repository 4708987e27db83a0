-- seed_template(name text, task_type text, description text, tags text[], format text, system_text text,
--               user_text text, variables jsonb, model_config json): void
-- Purpose: adds one default template with one version that serves in the default environment, where neither its key nor
--   its name exists.
create or replace function promptuary.seed_template(name text, task_type text, description text, tags text[], format text,
    system_text text, user_text text, variables jsonb, model_config json) returns void
language plpgsql set search_path = promptuary, pg_temp as $$
declare
    new_id bigint;
begin
    if exists (select from prompt_templates t where lower(t.name collate "pg_c_utf8") = lower(seed_template.name collate "pg_c_utf8")
                                                     or t.key = slug_of(seed_template.name)) then
        return;
    end if;
    new_id := create_template(name, task_type, description, tags);
    insert into prompt_versions (template_id, number, messages, format, variables, model_config, note)
    values (new_id, 1, jsonb_build_array(jsonb_build_object('role', 'system', 'content', system_text),
                                         jsonb_build_object('role', 'user', 'content', user_text)),
            seed_template.format, seed_template.variables, seed_template.model_config, 'Comes with Promptuary');
    insert into activations (template_id, environment, kind, active, reason)
    values (new_id, environment_key(null), 'activate', 1, 'Comes with Promptuary');
end
$$;
