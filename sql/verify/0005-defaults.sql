-- Fails where there is nothing to organise templates by, or nowhere for a version to serve by default.
do $$
begin
    if not exists (select from promptuary.task_types) then
        raise exception 'There is no task type.';
    end if;
    if not exists (select from promptuary.environments where is_default) then
        raise exception 'No environment is the default.';
    end if;
end
$$;
