-- switch_version(template_id bigint, kind text, number integer, environment text, reason text, expected_active integer):
--   (active integer, previous integer)
-- Purpose: what activate_version, roll_back and deactivate_template have in common: lock, check what the caller saw
--   serving, and write the log's line, from which everything else follows.
-- Parameters: number, null for none; expected_active, 0 for none, null to skip that check.
-- Errors: PM001, PM003, PM004; PM002 someone else switched meanwhile, DETAIL {"active": …, "actor": …}.
create or replace function promptuary.switch_version(template_id bigint, kind text, number integer, environment text,
    reason text, expected_active integer) returns table (active integer, previous integer)
language plpgsql set search_path = promptuary, pg_temp as $$
declare
    template record;
    last record;
    place text := environment_key(switch_version.environment);
begin
    select * into template from lock_template(switch_version.template_id);
    select coalesce(a.active, 0) as serving, a.actor into last
    from activations a
    where a.template_id = switch_version.template_id and a.environment = place
    order by a.id desc
    limit 1;
    if coalesce(last.serving, 0) <> expected_active then
        raise exception using errcode = 'PM002',
            message = case when last.serving = 0
                then format('“%s” was deactivated in %s meanwhile, so nothing was switched.', template.name, place)
                else format('Version %s of “%s” serves in %s meanwhile, so nothing was switched.', last.serving,
                            template.name, place) end,
            detail = json_build_object('active', coalesce(last.serving, 0), 'actor', last.actor)::text,
            hint = 'Review what serves now, then decide again.';
    end if;
    return query
        insert into activations as a (template_id, environment, kind, active, reason)
        values (switch_version.template_id, place, switch_version.kind, switch_version.number, switch_version.reason)
        returning coalesce(a.active, 0), coalesce(a.previous, 0);
end
$$;
