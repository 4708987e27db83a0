-- taken_name(name text): text
-- Purpose: names the template that has a name already, for an error.
-- Returns: its name as it is written, in quotation marks; the wanted one where it is gone by now.
create or replace function promptuary.taken_name(name text) returns text
language plpgsql stable set search_path = promptuary, pg_temp as $$
begin
    return coalesce((select format('“%s”%s', t.name, case when t.archived_at is null then '' else ' (archived)' end)
                     from prompt_templates t
                     where lower(t.name collate "pg_c_utf8") = lower(trimmed(taken_name.name) collate "pg_c_utf8")),
                    format('“%s”', trimmed(taken_name.name)));
end
$$;
