-- create_template(name text, task_type text, description text default '', tags text[] default '{}',
--                 source text default null): bigint
-- Purpose: makes a template without versions and derives its key from its name, once and for all.
-- Parameters: name, free and unique in any case; task_type, a key or a name; source, where an imported template came from.
-- Returns: its id.
-- Errors: PM001 no such task type; PM004 the name or the source is taken; PM005 for a name or tag that cannot be used.
create or replace function promptuary.create_template(name text, task_type text, description text default '',
    tags text[] default '{}', source text default null) returns bigint
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    new_id bigint := nextval(pg_get_serial_sequence('prompt_templates', 'id'));
    stem text := coalesce(nullif(slug_of(trimmed(name)), ''), 'template-' || new_id);
    new_key text := stem;
    suffix integer := 1;
    violated text;
    taken text;
    type_key text := task_type_key(task_type);
begin
    loop
        while exists (select from prompt_templates t where t.key = new_key) loop
            suffix := suffix + 1;
            new_key := stem || '-' || suffix;
        end loop;
        -- Where someone takes the same key at this moment the insert waits for them, then does nothing, and the next
        -- key is tried.
        insert into prompt_templates (id, key, name, task_type, description, tags, source) overriding system value
        values (new_id, new_key, create_template.name, type_key, create_template.description, create_template.tags,
                create_template.source)
        on conflict on constraint prompt_templates_key_unique do nothing;
        if found then
            return new_id;
        end if;
        suffix := suffix + 1;
        new_key := stem || '-' || suffix;
    end loop;
exception when unique_violation then
    get stacked diagnostics violated = constraint_name;
    taken := taken_name(create_template.name);
    raise exception using errcode = 'PM004', constraint = violated,
        message = case violated
            when 'prompt_templates_source_unique' then format('A template from “%s” exists already.', create_template.source)
            else format('A template named %s exists already.', taken) end,
        hint = case violated when 'prompt_templates_source_unique' then 'Add versions to it instead.'
                             else 'Choose another name.' end;
end
$$;
