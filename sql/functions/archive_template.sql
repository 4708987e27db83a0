-- archive_template(id bigint): void
-- Purpose: puts a template away with all its history. Archiving an archived one changes nothing.
-- Errors: PM001; PM004 while a version of it serves in some environment.
create or replace function promptuary.archive_template(id bigint) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    perform lock_template(archive_template.id);
    update prompt_templates t set archived_at = clock_timestamp()
    where t.id = archive_template.id and t.archived_at is null;
end
$$;
