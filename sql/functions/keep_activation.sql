-- keep_activation(): trigger before insert on activations
-- Purpose: the one way in for activation, rollback and deactivation. Locks the template, fills in what served before,
--   the actor (always session_user) and the time, and refuses what may not serve. Only an imported activation has an
--   actor and a time of its own; then imported_by is who brought it in.
-- Errors: PM001 no such version, PM003 nothing would change, PM004 archived, PM005 at a time that does not fit the log,
--   40001 when repeatable reads meet.
create or replace function promptuary.keep_activation() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    template record;
    version record;
    last_at timestamptz;
begin
    select * into template from lock_template(new.template_id);
    new.environment := environment_key(new.environment);
    new.previous := (select a.active from activations a
                     where a.template_id = new.template_id and a.environment = new.environment
                     order by a.id desc limit 1);
    -- Numbered under the lock, so that the order of ids is the order of events of one template.
    new.id := nextval('activation_ids');
    -- As text: change 5 activates the defaults before change 13 adds the column.
    if to_jsonb(new) ->> 'imported_by' is null then
        new.actor := session_user;
        new.at := clock_timestamp();
    else
        new.imported_by := session_user;
        select a.at into last_at
        from activations a
        where a.template_id = new.template_id and a.environment = new.environment
        order by a.id desc limit 1;
        if new.at is null or new.at > clock_timestamp() or new.at < coalesce(last_at, '2000-01-01Z') then
            raise exception using errcode = 'PM005', detail = 'at',
                message = format('“%s” cannot have been activated in %s at %s.', template.name, new.environment,
                                 coalesce(audit_time(new.at), 'no time')),
                hint = case when last_at is null then 'Name a time between the year 2000 and now.'
                            else format('The log goes on from %s: name a time between then and now.', audit_time(last_at)) end;
        end if;
    end if;
    new.reason := coalesce(new.reason, '');
    if new.active is not null then
        select v.archived_at, v.created_at into version
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
        if to_jsonb(new) ->> 'imported_by' is not null and new.at < version.created_at then
            raise exception using errcode = 'PM005', detail = 'at',
                message = format('“%s” version %s cannot have been activated at %s: it was made at %s.', template.name, new.active,
                                 audit_time(new.at), audit_time(version.created_at)),
                hint = 'Name a time after that.';
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
