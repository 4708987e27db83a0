-- What search looks through: one lower-case text per template, kept by triggers.

create table promptuary.template_texts (
    template_id bigint primary key,
    body text not null collate "C",
    constraint template_texts_template_exists foreign key (template_id) references promptuary.prompt_templates (id)
);
comment on table promptuary.template_texts is
    'Name, key, tags, description, newest and active text of each template, in lower case. Derived; search_templates reads it.';
-- Neither compressed nor, up to a page, out of line: a search reads every row.
alter table promptuary.template_texts alter column body set storage external;
alter table promptuary.template_texts set (toast_tuple_target = 8160);

create trigger refresh_text after insert or update of name, tags, description on promptuary.prompt_templates
    for each row execute function promptuary.refresh_template_text();
create trigger refresh_text after insert on promptuary.prompt_versions
    for each row execute function promptuary.refresh_template_text();
create trigger refresh_text after insert on promptuary.activations
    for each row execute function promptuary.refresh_template_text();

alter table promptuary.prompt_templates enable always trigger refresh_text;
alter table promptuary.prompt_versions enable always trigger refresh_text;
alter table promptuary.activations enable always trigger refresh_text;

insert into promptuary.template_texts (template_id, body)
select id, promptuary.template_text(id) from promptuary.prompt_templates;
