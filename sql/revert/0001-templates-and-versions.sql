-- destroys: task_types, prompt_templates, prompt_versions
alter table promptuary.prompt_templates drop constraint prompt_templates_newest_exists;
drop table promptuary.prompt_versions;
drop table promptuary.prompt_templates;
drop table promptuary.task_types;
