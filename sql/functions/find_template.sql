-- find_template(name_or_key text): bigint
-- Purpose: resolves what a person or a script typed.
-- Parameters: name_or_key, a template's key, else its name in any case.
-- Returns: the template's id.
-- Errors: PM001, with the nearest name as HINT.
create or replace function promptuary.find_template(name_or_key text) returns bigint
language plpgsql stable security definer set search_path = promptuary, pg_temp as $$
declare
    wanted text := trimmed(name_or_key);
    folded text := lower(wanted collate "pg_c_utf8");
    found_id bigint;
    nearest text;
begin
    select t.id into found_id
    from prompt_templates t
    where t.key = wanted or lower(t.name collate "pg_c_utf8") = folded
    order by t.key <> wanted
    limit 1;
    if found then
        return found_id;
    end if;
    -- The nearest shares the most of the wanted name's pairs of letters; this is the error's path, so it may take its time.
    select t.name into nearest
    from prompt_templates t,
         lateral (select count(*) as shared
                  from (select distinct substr(folded, i, 2) as pair from generate_series(1, least(length(folded), 60) - 1) i) p
                  where position(p.pair in lower(t.name collate "pg_c_utf8")) > 0) s
    where s.shared * 2 >= least(length(folded), 60) - 1 and s.shared > 0
    order by s.shared desc, abs(length(t.name) - length(wanted)), t.name
    limit 1;
    raise exception using errcode = 'PM001', message = format('There is no template “%s”.', wanted),
        hint = coalesce('Did you mean “' || nearest || '”?', 'See what there is with “promptuaryctl template list”.');
end
$$;
