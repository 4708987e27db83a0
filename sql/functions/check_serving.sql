-- check_serving(): deferred constraint trigger after insert on activations
-- Purpose: lets no transaction commit in which what serves differs from the log's last line.
-- Errors: PM004.
create or replace function promptuary.check_serving() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    logged integer;
    serving integer;
begin
    select a.active into logged
    from activations a
    where a.template_id = new.template_id and a.environment = new.environment
    order by a.id desc
    limit 1;
    select a.number into serving
    from active_versions a
    where a.template_id = new.template_id and a.environment = new.environment;
    if serving is distinct from logged then
        raise exception using errcode = 'PM004',
            message = format('The log says version %s serves in %s, but version %s does.',
                             coalesce(logged, 0), new.environment, coalesce(serving, 0)),
            hint = 'The schema was changed by hand; run promptuaryctl migrate verify.';
    end if;
    return null;
end
$$;
