-- apply_activation(): trigger after insert on activations
-- Purpose: makes active_versions, and the template's own summary of it, say what the log's last line for the template
--   and environment says.
create or replace function promptuary.apply_activation() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    last record;
begin
    select a.id into last
    from activations a
    where a.template_id = new.template_id and a.environment = new.environment
    order by a.id desc
    limit 1;
    if last.id <> new.id then
        return null; -- Of many rows inserted by one statement only the last says what serves.
    end if;
    if new.active is null then
        delete from active_versions a where a.template_id = new.template_id and a.environment = new.environment;
    else
        insert into active_versions (template_id, environment, number, activation_id)
        values (new.template_id, new.environment, new.active, new.id)
        on conflict on constraint active_versions_one
        do update set number = excluded.number, activation_id = excluded.activation_id;
    end if;
    update prompt_templates t
    set active = (select coalesce(jsonb_object_agg(a.environment, a.number), '{}')
                  from active_versions a where a.template_id = new.template_id)
    where t.id = new.template_id;
    return null;
end
$$;
