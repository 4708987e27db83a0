-- execution_key(id text): uuid
-- Purpose: the key of an execution. A UUID is its own; any other id gets the UUID of its MD5, so that a repeated record is
--   known whatever ids an agent makes.
create or replace function promptuary.execution_key(id text) returns uuid
language plpgsql immutable strict parallel safe set search_path = promptuary, pg_temp as $$
begin
    return case when pg_input_is_valid(id, 'uuid') then id::uuid else md5(id)::uuid end;
end
$$;
