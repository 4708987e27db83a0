alter table promptuary.execution_rollup_state drop column transactions_ahead;
comment on column promptuary.prompt_executions.recorded_in is 'The transaction that recorded it, by which rollups take each row once.';
