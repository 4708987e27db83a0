-- recording_transaction(): bigint
-- Purpose: the number that executions recorded by this transaction carry. Numbers only grow: a dump that was restored into
--   another server finds its transactions counted from a lower number, which would lie in what is rolled up already, so from
--   then on so much is added that they go on where the copy ended.
create or replace function promptuary.recording_transaction() returns bigint
language plpgsql volatile security definer set search_path = promptuary, pg_temp as $$
declare
    xact bigint := pg_current_xact_id()::text::bigint;
    state execution_rollup_state;
begin
    select * into state from execution_rollup_state;
    if xact + state.transactions_ahead < state.rolled_up_to then
        select * into state from execution_rollup_state for update; -- who comes second finds it done
        if xact + state.transactions_ahead < state.rolled_up_to then
            state.transactions_ahead := greatest(state.rolled_up_to, (select max(e.recorded_in) + 1 from prompt_executions e))
                                        - pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
            update execution_rollup_state set transactions_ahead = state.transactions_ahead;
        end if;
    end if;
    return xact + state.transactions_ahead;
end
$$;
