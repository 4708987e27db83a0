-- Fails where figures of a template would not be those of its versions.
do $$
begin
    if exists (select from promptuary.execution_rollups r
               where r.period = 'month' and r.template_id > 0
               group by r.template_id
               having sum(r.executions) filter (where r.number = 0) is distinct from sum(r.executions) filter (where r.number > 0)) then
        raise exception 'The rollups of templates are not those of their versions.'
            using hint = 'Somebody changed execution_rollups by hand, or it was restored from an older dump.';
    end if;
end
$$;
