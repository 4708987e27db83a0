-- Fails where a restored copy would not count what is recorded in it.
select transactions_ahead from promptuary.execution_rollup_state where false;
