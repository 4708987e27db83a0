-- Fails where templates, versions or what guards them is not in place.
select key, name, position from promptuary.task_types where false;
select id, key, name, task_type, description, tags, source, newest, newest_version, active, archived_at, created_by, created_at,
    updated_at from promptuary.prompt_templates where false;
select template_id, number, parent, format, author, created_at, archived_at, note, source, imported_by, content_sha256, messages,
    variables, model_config from promptuary.prompt_versions where false;

do $$
declare
    missing text;
begin
    select string_agg(wanted.name || ' on ' || wanted.relation, ', ') into missing
    from (values ('prompt_templates', 'keep_template'), ('prompt_templates', 'refuse_truncate'),
                 ('prompt_versions', 'keep_version'), ('prompt_versions', 'refuse_truncate'),
                 ('task_types', 'refuse_truncate')) as wanted (relation, name)
    where not exists (select from pg_trigger t
                      where t.tgrelid = ('promptuary.' || wanted.relation)::regclass and t.tgname = wanted.name
                        and t.tgenabled = 'A');
    if missing is not null then
        raise exception 'These triggers are missing or switched off: %.', missing
            using hint = 'Somebody changed the schema by hand. Enable them with: alter table … enable always trigger …';
    end if;

    select string_agg(wanted.name, ', ') into missing
    from (values ('prompt_templates_newest_exists'), ('prompt_templates_key_unique'),
                 ('prompt_versions_pkey'), ('prompt_versions_lineage'), ('prompt_versions_parent_exists')) as wanted (name)
    where not exists (select from pg_constraint c
                      where c.conname = wanted.name and c.connamespace = 'promptuary'::regnamespace and c.convalidated);
    if missing is not null then
        raise exception 'These constraints are missing: %.', missing;
    end if;
    if not exists (select from pg_index i
                   where i.indexrelid = to_regclass('promptuary.prompt_templates_name_unique') and i.indisunique
                     and i.indisvalid) then
        raise exception 'Nothing keeps the names of templates apart: the index prompt_templates_name_unique is missing.';
    end if;
end
$$;
