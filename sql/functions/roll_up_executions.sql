-- roll_up_executions(): bigint
-- Purpose: adds to the rollups every execution that was committed and is in none yet, whatever day it belongs to. Any number
--   of sessions may call it, at any time: one works, and the others have nothing left to do.
-- Method: transactions before the oldest one still running are over, so the executions they recorded are all visible and
--   no more will come; each execution lies between exactly two such marks.
--   Then alert rules are judged; should that fail, the rollups stay right and the database's log says why.
-- Returns: how many executions were added.
create or replace function promptuary.roll_up_executions() returns bigint
language plpgsql security definer set search_path = promptuary, pg_temp set jit = off set work_mem = '128MB' as $$
declare
    since bigint;
    ahead bigint;
    judged timestamptz;
    until bigint;
    taken bigint;
begin
    perform recording_transaction(); -- a copy that was just restored finds its place among the numbers
    select s.rolled_up_to, s.transactions_ahead, s.judged_at into since, ahead, judged from execution_rollup_state s for update;
    until := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + ahead;
    taken := 0;
    if until > since then
        taken := add_executions(since, until);
        update execution_rollup_state set rolled_up_to = until, rolled_up_at = clock_timestamp();
    end if;
    if taken > 0 or judged is null or judged < clock_timestamp() - interval '1 minute' then
        begin
            perform evaluate_alerts();
        exception when others then
            raise warning 'Alert rules could not be judged: %', sqlerrm;
        end;
    end if;
    return taken;
end
$$;
