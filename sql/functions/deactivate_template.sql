-- deactivate_template(template_id bigint, environment text, reason text, expected_active integer default null):
--   (active integer, previous integer)
-- Purpose: makes no version serve in an environment.
-- Returns: 0 and what served before.
-- Errors: PM001; PM002 DETAIL {"active": …, "actor": …}; PM003 nothing serves there.
create or replace function promptuary.deactivate_template(template_id bigint, environment text, reason text,
    expected_active integer default null) returns table (active integer, previous integer)
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    return query select s.active, s.previous
                 from switch_version(template_id, 'deactivate', null, environment, reason, expected_active) s;
end
$$;
