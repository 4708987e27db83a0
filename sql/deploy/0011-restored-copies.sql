-- A restored copy counts its transactions from where its server stands, which may be before those that its executions name.
alter table promptuary.execution_rollup_state add column transactions_ahead bigint not null default 0;
comment on column promptuary.execution_rollup_state.transactions_ahead is
    'What is added to the server''s number of a transaction before prompt_executions.recorded_in takes it; see recording_transaction().';
comment on column promptuary.prompt_executions.recorded_in is
    'The number of the transaction that recorded it, see recording_transaction(), by which rollups take each row once.';
