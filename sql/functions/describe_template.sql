-- describe_template(id bigint, description text, tags text[]): void
-- Purpose: replaces a template's description and tags; tags are trimmed, empty and repeated ones dropped.
-- Errors: PM001; PM005 a tag that cannot be used.
create or replace function promptuary.describe_template(id bigint, description text, tags text[]) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    perform lock_template(describe_template.id);
    update prompt_templates t
    set description = coalesce(describe_template.description, ''), tags = coalesce(describe_template.tags, '{}')
    where t.id = describe_template.id
      and (t.description, t.tags) is distinct from (describe_template.description, describe_template.tags);
end
$$;
