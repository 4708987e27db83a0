-- destroys: audit_events
drop trigger record_change on promptuary.activations;
drop trigger record_change on promptuary.prompt_versions;
drop trigger record_change on promptuary.prompt_templates;
drop trigger record_creation on promptuary.prompt_templates;
drop trigger record_change on promptuary.environments;
drop trigger record_change on promptuary.task_types;
drop table promptuary.audit_head;
drop table promptuary.audit_events;
