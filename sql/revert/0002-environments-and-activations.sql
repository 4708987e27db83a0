-- destroys: environments, activations, active_versions
drop view promptuary.template_overview;
drop table promptuary.active_versions;
drop table promptuary.activations;
drop table promptuary.environments;
