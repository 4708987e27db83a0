-- keep_activation(): trigger before insert on activations
-- Purpose: the one way in for activation, rollback and deactivation. Locks the template, fills in what served before,
--   the actor (always session_user) and the time, and refuses what may not serve.
-- Errors: PM001 no such version, PM003 nothing would change, PM004 archived, 40001 when repeatable reads meet.
create or replace function promptuary.keep_activation() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    template record;
    version record;
begin
    select * into template from lock_template(new.template_id);
    new.environment := environment_key(new.environment);
    new.previous := (select a.active from activations a
                     where a.template_id = new.template_id and a.environment = new.environment
                     order by a.id desc limit 1);
    -- Numbered under the lock, so that the order of ids is the order of events of one template.
    new.id := nextval('activation_ids');
    new.actor := session_user;
    new.at := clock_timestamp();
    new.reason := coalesce(new.reason, '');
    if new.active is not null then
        select v.archived_at into version
        from prompt_versions v where v.template_id = new.template_id and v.number = new.active;
        if not found then
            raise exception using errcode = 'PM001',
                message = format('“%s” has no version %s.', template.name, new.active),
                hint = case when template.newest = 0 then 'Save a first version.'
                            else format('Name a version from 1 to %s.', template.newest) end;
        end if;
        if template.archived or version.archived_at is not null then
            raise exception using errcode = 'PM004',
                message = format('“%s”%s is archived, so it was not activated.', template.name,
                                 case when template.archived then '' else ' version ' || new.active end),
                hint = 'Restore it first, or choose another.';
        end if;
    end if;
    if new.active is not distinct from new.previous then
        raise exception using errcode = 'PM003',
            message = case when new.active is null then format('Nothing of “%s” serves in %s.', template.name, new.environment)
                           else format('Version %s of “%s” serves in %s already.', new.active, template.name, new.environment) end,
            detail = json_build_object('number', coalesce(new.active, 0))::text,
            hint = 'There is nothing to do.';
    end if;
    return new;
end
$$;
