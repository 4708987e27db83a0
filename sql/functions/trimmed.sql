-- trimmed(value text): text
-- Purpose: takes white space, Unicode's included, off both ends.
-- Returns: the rest; empty for null.
create or replace function promptuary.trimmed(value text) returns text
language sql immutable parallel safe set search_path = promptuary, pg_temp as $$
    select regexp_replace(coalesce(value, '') collate "pg_c_utf8", '^\s+|\s+$', '', 'g')
$$;
