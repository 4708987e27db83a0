-- roll_back(template_id bigint, number integer, environment text, reason text, expected_active integer default null):
--   (active integer, previous integer)
-- Purpose: makes an earlier version serve again.
-- Parameters: number, any version; 0 or null for the one that served before the present one. The rest as
--   activate_version.
-- Returns: what serves now and what served before, 0 for none.
-- Errors: as activate_version; PM004 where nothing served before.
create or replace function promptuary.roll_back(template_id bigint, number integer, environment text, reason text,
    expected_active integer default null) returns table (active integer, previous integer)
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    place text := environment_key(roll_back.environment);
    target integer := nullif(roll_back.number, 0);
    template record;
begin
    select * into template from lock_template(roll_back.template_id);
    if target is null then
        select a.active into target
        from activations a
        where a.template_id = roll_back.template_id and a.environment = place and a.active is not null
          and a.active is distinct from (select s.number from active_versions s
                                         where s.template_id = roll_back.template_id and s.environment = place)
        order by a.id desc
        limit 1;
        if not found then
            raise exception using errcode = 'PM004',
                message = format('No other version of “%s” served in %s before, so nothing was rolled back.', template.name, place),
                hint = 'Name the version to roll back to.';
        end if;
    end if;
    return query select s.active, s.previous
                 from switch_version(template_id, 'rollback', target, place, reason, expected_active) s;
end
$$;
