-- move_template(id bigint, task_type text): void
-- Purpose: puts a template under another task type, given by key or name.
-- Errors: PM001 no such template or task type.
create or replace function promptuary.move_template(id bigint, task_type text) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    type_key text := task_type_key(task_type);
begin
    perform lock_template(move_template.id);
    update prompt_templates t set task_type = type_key where t.id = move_template.id and t.task_type <> type_key;
end
$$;
