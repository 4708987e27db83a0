-- destroys: template_texts
drop trigger refresh_text on promptuary.activations;
drop trigger refresh_text on promptuary.prompt_versions;
drop trigger refresh_text on promptuary.prompt_templates;
drop table promptuary.template_texts;
