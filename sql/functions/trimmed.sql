-- trimmed(value text): text
-- Purpose: takes white space, Unicode's included, off both ends.
-- Returns: the rest; empty for null.
create or replace function promptuary.trimmed(value text) returns text
language plpgsql immutable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return regexp_replace(coalesce(value, '') collate "pg_c_utf8", '^\s+|\s+$', '', 'g');
end
$$;
