-- Fails where alerts could not be put together, or what guardrails judged not be counted.
select joined, incident from promptuary.alert_events where false;
select verdicts from promptuary.execution_rollup_state where false;
select guarded from promptuary.prompt_executions where false;
select guarded from promptuary.execution_rollups where false;
select guarded, violations from promptuary.execution_measures where false;
