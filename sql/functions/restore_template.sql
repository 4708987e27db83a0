-- restore_template(id bigint): void
-- Purpose: takes a template out of the archive. Restoring one that is not archived changes nothing.
-- Errors: PM001.
create or replace function promptuary.restore_template(id bigint) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    perform lock_template(restore_template.id);
    update prompt_templates t set archived_at = null where t.id = restore_template.id and t.archived_at is not null;
end
$$;
