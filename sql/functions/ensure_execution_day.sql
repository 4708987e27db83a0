-- ensure_execution_day(day date): void
-- Purpose: makes the partitions for the executions of one day (UTC), where they are not there. Attached, not made in place:
--   that keeps no recorder waiting. What late executions of a day come to that was dropped before is told apart from what
--   it had then, version by version, so that they can be verified and dropped again.
create or replace function promptuary.ensure_execution_day(day date) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    parent text;
    partition text;
    made boolean := false;
    day_start timestamptz := ensure_execution_day.day::timestamp at time zone 'UTC';
begin
    if to_regclass(format('promptuary.%I', 'prompt_executions_' || to_char(day, 'YYYYMMDD'))) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('promptuary.ensure_execution_day', 0));
    foreach parent in array array['prompt_executions', 'execution_payloads'] loop
        partition := parent || '_' || to_char(day, 'YYYYMMDD');
        -- Not to_regclass(), which may remember that there was none before the lock was there.
        continue when exists (select from pg_class c
                              where c.relnamespace = 'promptuary'::regnamespace and c.relname = partition);
        execute format('create table promptuary.%I (like promptuary.%I including defaults including constraints '
                       'including comments)', partition, parent);
        execute format('alter table promptuary.%I attach partition promptuary.%I for values from (%L) to (%L)',
                       parent, partition, day_start, day_start + interval '1 day');
        made := true;
    end loop;
    if not made then
        return; -- someone else did while this waited; what they recorded may be in the rollups by now
    end if;
    insert into execution_rollups
    select 'dropped', r.starts_at, r.template_id, r.number, r.environment, r.experiment, r.variant, r.model, r.executions,
           r.successes, r.errors, r.input_tokens, r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd,
           r.cost_squares, r.timed, r.latency_us, r.latency_squares, r.scored, r.confidence, r.confidence_squares,
           r.needs_review, r.approved, r.rejected, r.violations, r.latency_histogram, r.cost_histogram,
           r.confidence_histogram, r.guarded, r.input_counted, r.input_squares, r.output_counted, r.output_squares
    from execution_rollups r
    where r.period = 'day' and r.starts_at = day_start and r.number > 0
    on conflict do nothing;
end
$$;
