-- save_version(template_id bigint, parent integer, expected_newest integer, messages jsonb, format text,
--              variables jsonb, model_config json, note text): integer
-- Purpose: saves the next immutable version of a template. Nothing is activated by it.
-- Parameters: parent, the version that was edited, 0 for a first one; expected_newest, the newest version the editor
--   knew of (0 for none), null to skip that check.
-- Returns: the new number.
-- Errors: PM001; PM002 someone saved meanwhile, DETAIL {"newest": …, "author": …}; PM003 the content is that of the
--   parent or of the newest, DETAIL {"number": …}; PM004 archived; PM005 with the place.
create or replace function promptuary.save_version(template_id bigint, parent integer, expected_newest integer,
    messages jsonb, format text, variables jsonb, model_config json, note text) returns integer
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    template record;
    same integer;
    hash bytea := content_hash(save_version.messages, save_version.format, save_version.variables,
                               save_version.model_config);
    new_number integer;
begin
    select * into template from lock_template(save_version.template_id);
    if template.newest <> expected_newest then
        raise exception using errcode = 'PM002',
            message = format('Version %s of “%s” was saved meanwhile, so yours was not.', template.newest, template.name),
            detail = (select json_build_object('newest', v.number, 'author', v.author)::text
                      from prompt_versions v
                      where v.template_id = save_version.template_id and v.number = template.newest),
            hint = 'Compare the two, then save on top of the newest.';
    end if;
    select v.number into same
    from prompt_versions v
    where v.template_id = save_version.template_id and v.number in (save_version.parent, template.newest)
      and v.content_sha256 = hash
    order by v.number <> save_version.parent
    limit 1;
    if found then
        raise exception using errcode = 'PM003',
            message = format('The text, variables, format and configuration are those of version %s, so nothing was saved.', same),
            detail = json_build_object('number', same)::text,
            hint = 'Change something first.';
    end if;
    insert into prompt_versions as v (template_id, number, parent, messages, format, variables, model_config, note)
    values (save_version.template_id, template.newest + 1, nullif(save_version.parent, 0), save_version.messages,
            save_version.format, save_version.variables, save_version.model_config, save_version.note)
    returning v.number into new_number;
    return new_number;
end
$$;
