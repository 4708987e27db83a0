-- search_templates(query text): setof bigint
-- Purpose: finds templates by what they say.
-- Parameters: query, text to be found as it stands, in any case; no wildcard has a meaning.
-- Returns: ids of the templates whose name, key, tags, description, newest or serving text hold it; all for nothing.
create or replace function promptuary.search_templates(query text) returns setof bigint
language sql stable security definer set search_path = promptuary, pg_temp as $$
    select x.template_id
    from template_texts x
    where strpos(x.body, lower(coalesce(query, '') collate "pg_c_utf8") collate "C") > 0
$$;
