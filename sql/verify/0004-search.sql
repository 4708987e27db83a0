-- Fails where search would miss a template.
select template_id, body from promptuary.template_texts where false;

do $$
declare
    missing text;
begin
    select string_agg(wanted.relation, ', ') into missing
    from (values ('prompt_templates'), ('prompt_versions'), ('activations')) as wanted (relation)
    where not exists (select from pg_trigger t
                      where t.tgrelid = ('promptuary.' || wanted.relation)::regclass and t.tgname = 'refresh_text'
                        and t.tgenabled = 'A');
    if missing is not null then
        raise exception 'The trigger refresh_text is missing or switched off on %.', missing
            using hint = 'Somebody changed the schema by hand. Enable it with: alter table … enable always trigger …';
    end if;
    if exists (select id from promptuary.prompt_templates except select template_id from promptuary.template_texts) then
        raise exception 'Some templates have no search text.';
    end if;
end
$$;
