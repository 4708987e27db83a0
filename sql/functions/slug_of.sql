-- slug_of(name text): text
-- Purpose: makes a key's first form from a name: ASCII letters and digits in lower case, hyphens between.
-- Parameters: name, anything.
-- Returns: at most 60 characters; empty where the name has no ASCII letter or digit. Accents are dropped, other
--   alphabets are left out.
create or replace function promptuary.slug_of(name text) returns text
language plpgsql immutable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return rtrim(left(trim(both '-' from regexp_replace(
        lower(regexp_replace(normalize(slug_of.name, nfkd), '[\u0300-\u036f]', '', 'g') collate "C"),
        '[^a-z0-9]+', '-', 'g')), 60), '-');
end
$$;
