-- rename_template(id bigint, name text): void
-- Purpose: gives a template another name; its key stays.
-- Errors: PM001; PM004 the name is taken; PM005 the name cannot be used.
create or replace function promptuary.rename_template(id bigint, name text) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    perform lock_template(rename_template.id);
    update prompt_templates t set name = rename_template.name
    where t.id = rename_template.id and t.name <> coalesce(rename_template.name, '');
exception when unique_violation then
    raise exception using errcode = 'PM004', constraint = 'prompt_templates_name_unique',
        message = format('A template named %s exists already, so nothing was renamed.', taken_name(rename_template.name)),
        hint = 'Choose another name.';
end
$$;
