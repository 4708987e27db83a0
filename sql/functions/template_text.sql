-- template_text(id bigint): text
-- Purpose: everything of a template that search looks through.
-- Returns: its name, key, tags, description, and the messages of its newest version and of those that serve, in lower
--   case.
create or replace function promptuary.template_text(id bigint) returns text
language plpgsql stable set search_path = promptuary, pg_temp as $$
begin
    return (
        select lower(concat_ws(E'\n', t.name, t.key, array_to_string(t.tags, E'\n'), t.description, (
                   select string_agg(m.value ->> 'content', E'\n' order by v.number, m.position)
                   from (select t.newest as number
                         union
                         select a.number from active_versions a where a.template_id = t.id) as shown
                   join prompt_versions v on v.template_id = t.id and v.number = shown.number
                   cross join jsonb_array_elements(v.messages) with ordinality as m (value, position)
               )) collate "pg_c_utf8")
        from prompt_templates t
        where t.id = template_text.id);
end
$$;
