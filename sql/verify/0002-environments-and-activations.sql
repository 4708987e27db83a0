-- Fails where the log of activations, what follows from it, or what guards it is not in place.
select key, is_default, position from promptuary.environments where false;
select id, template_id, environment, kind, previous, active, reason, actor, at from promptuary.activations where false;
select template_id, environment, number, activation_id from promptuary.active_versions where false;
select id, key, name, task_type, description, tags, newest, active, archived, updated_at
from promptuary.template_overview where false;

do $$
declare
    missing text;
begin
    select string_agg(wanted.name || ' on ' || wanted.relation, ', ') into missing
    from (values ('activations', 'keep_activation'), ('activations', 'apply_activation'),
                 ('activations', 'check_serving'), ('activations', 'refuse_change'), ('activations', 'refuse_truncate'),
                 ('active_versions', 'keep_active_version'), ('active_versions', 'refuse_truncate'),
                 ('environments', 'refuse_truncate')) as wanted (relation, name)
    where not exists (select from pg_trigger t
                      where t.tgrelid = ('promptuary.' || wanted.relation)::regclass and t.tgname = wanted.name
                        and t.tgenabled = 'A');
    if missing is not null then
        raise exception 'These triggers are missing or switched off: %.', missing
            using hint = 'Somebody changed the schema by hand. Enable them with: alter table … enable always trigger …';
    end if;

    select string_agg(wanted.name, ', ') into missing
    from (values ('active_versions_one'), ('active_versions_logged'), ('activations_active_exists'),
                 ('activations_kind_fits'), ('activations_change')) as wanted (name)
    where not exists (select from pg_constraint c
                      where c.conname = wanted.name and c.connamespace = 'promptuary'::regnamespace and c.convalidated);
    if missing is not null then
        raise exception 'These constraints are missing: %.', missing;
    end if;
end
$$;
