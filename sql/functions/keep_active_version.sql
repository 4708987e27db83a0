-- keep_active_version(): trigger before insert, update or delete on active_versions
-- Purpose: refuses every write that does not make this table say what the log says.
-- Errors: PM004.
create or replace function promptuary.keep_active_version() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    last record;
    row_template bigint := case when tg_op = 'DELETE' then old.template_id else new.template_id end;
    row_environment text := case when tg_op = 'DELETE' then old.environment else new.environment end;
begin
    select a.id, a.active into last
    from activations a
    where a.template_id = row_template and a.environment = row_environment
    order by a.id desc
    limit 1;
    if tg_op = 'DELETE' and last.active is null then
        return old;
    end if;
    if tg_op = 'INSERT' and (new.activation_id, new.number) = (last.id, last.active)
       or tg_op = 'UPDATE' and (new.activation_id, new.number, new.template_id, new.environment)
                               = (last.id, last.active, old.template_id, old.environment) then
        return new;
    end if;
    raise exception using errcode = 'PM004',
        message = format('What serves cannot be changed directly (%s on active_versions).', tg_op),
        hint = 'Call activate_version, roll_back or deactivate_template: they log who did it and why.';
end
$$;
