-- refresh_template_text(): trigger after insert or update on prompt_templates, prompt_versions and activations
-- Purpose: keeps template_texts in step.
create or replace function promptuary.refresh_template_text() returns trigger
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    changed bigint;
begin
    if tg_table_name = 'prompt_templates' then
        changed := new.id;
    elsif tg_table_name = 'activations' then
        select a.template_id into changed
        from activations a
        where a.template_id = new.template_id and a.environment = new.environment
        group by a.template_id
        having max(a.id) = new.id;
        if not found then
            return null;
        end if;
    else
        -- Of many rows inserted by one statement only the last can matter.
        select t.id into changed from prompt_templates t where t.id = new.template_id and t.newest = new.number;
        if not found then
            return null;
        end if;
    end if;
    insert into template_texts as x (template_id, body)
    values (changed, template_text(changed))
    on conflict (template_id) do update set body = excluded.body where x.body <> excluded.body;
    return null;
end
$$;
