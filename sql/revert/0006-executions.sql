-- destroys: model_prices, execution_settings, prompt_executions, execution_payloads, execution_rollups
drop view promptuary.prompt_template_performance;
drop view promptuary.execution_measures;
drop sequence promptuary.execution_pulse;
drop table promptuary.execution_rollup_state;
drop table promptuary.execution_rollups;
drop table promptuary.execution_payloads;
drop table promptuary.prompt_executions;
drop table promptuary.execution_settings;
drop table promptuary.model_prices;
