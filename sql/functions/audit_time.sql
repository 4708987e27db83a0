-- audit_time(value timestamptz): text
-- Purpose: writes a time into the audit trail.
-- Returns: ISO 8601 in UTC with microseconds, the same in every session; null for null and for the infinite.
create or replace function promptuary.audit_time(value timestamptz) returns text
language plpgsql stable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
end
$$;
