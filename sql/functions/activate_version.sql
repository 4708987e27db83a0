-- activate_version(template_id bigint, number integer, environment text, reason text,
--                  expected_active integer default null): (active integer, previous integer)
-- Purpose: makes one version serve in an environment, and the one before no longer, in one step.
-- Parameters: environment, null or empty for the default one; expected_active, what the caller saw serving (0 for
--   none), null to skip that check.
-- Returns: what serves now and what served before, 0 for none.
-- Errors: PM001; PM002 DETAIL {"active": …, "actor": …}; PM003 it serves already; PM004 archived.
create or replace function promptuary.activate_version(template_id bigint, number integer, environment text, reason text,
    expected_active integer default null) returns table (active integer, previous integer)
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if number is null then
        raise exception using errcode = 'PM005', detail = 'number', message = 'No version was named.',
            hint = 'Name the version to activate.';
    end if;
    return query select s.active, s.previous
                 from switch_version(template_id, 'activate', number, environment, reason, expected_active) s;
end
$$;
