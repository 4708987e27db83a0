-- import_version(template_id bigint, messages jsonb, format text, variables jsonb, model_config json, note text,
--                author text, created_at timestamptz, source text): integer
-- Purpose: adds a version that was written elsewhere on top of the newest, with its own author and time, once.
-- Parameters: author, as the source names them, empty or null for the one who imports; created_at, null for now;
--   between the years 1 and 9999; source, what a repeated import knows the version by, null for its content.
-- Returns: the new number; 0 where a version with that source, or (no source) that content, is there already.
-- Errors: PM001; PM004 archived; PM005 with the place.
create or replace function promptuary.import_version(template_id bigint, messages jsonb, format text, variables jsonb,
    model_config json, note text, author text, created_at timestamptz, source text) returns integer
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    template record;
    origin text := nullif(import_version.source, '');
    hash bytea := content_hash(import_version.messages, import_version.format, import_version.variables,
                               import_version.model_config);
    new_number integer;
begin
    select * into template from lock_template(import_version.template_id);
    if origin is not null and exists (select from prompt_versions v
                                      where v.template_id = import_version.template_id and v.source = origin)
       or origin is null and exists (select from prompt_versions v
                                     where v.template_id = import_version.template_id
                                       and v.content_sha256 = hash) then
        return 0;
    end if;
    insert into prompt_versions as v (template_id, number, parent, messages, format, variables, model_config, note, author,
                                      created_at, source, imported_by)
    values (import_version.template_id, template.newest + 1, nullif(template.newest, 0), import_version.messages,
            import_version.format, import_version.variables, import_version.model_config, import_version.note,
            coalesce(nullif(trimmed(import_version.author), ''), session_user),
            coalesce(import_version.created_at, clock_timestamp()), origin, session_user)
    returning v.number into new_number;
    return new_number;
end
$$;
