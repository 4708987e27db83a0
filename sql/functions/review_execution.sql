-- review_execution(id text, outcome text, note text default '', started_at timestamptz default null): void
-- Purpose: says what a person found who reviewed an execution. It counts in the figures at once.
-- Parameters: id, as it was recorded; outcome, approved or rejected; null or empty takes an earlier one back; started_at, to the
--   millisecond, where an id was recorded at more than one time; null for the latest.
-- Errors: PM001; PM003 the outcome is that already; PM005.
drop function if exists promptuary.review_execution(text, text, text); -- knew no time
create or replace function promptuary.review_execution(id text, outcome text, note text default '',
    started_at timestamptz default null) returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    found_row prompt_executions;
    new_outcome text := nullif(review_execution.outcome, '');
    marked bigint;
begin
    if new_outcome not in ('approved', 'rejected') then
        raise exception using errcode = 'PM005', detail = 'outcome',
            message = format('“%s” is no outcome of a review.', outcome), hint = 'Say approved or rejected.';
    end if;
    -- No rollup takes the row while it changes.
    select s.rolled_up_to into marked from execution_rollup_state s for update;
    select * into found_row from prompt_executions e where e.id = execution_key(review_execution.id)
        and (review_execution.started_at is null
             or e.started_at between review_execution.started_at - interval '1 ms' and review_execution.started_at + interval '1 ms')
    order by e.started_at desc limit 1 for update;
    if not found then
        raise exception using errcode = 'PM001', message = format('There is no execution “%s”.', review_execution.id),
            hint = 'Single executions are kept for a limited time; see execution_settings.';
    end if;
    if found_row.review_outcome is not distinct from new_outcome then
        raise exception using errcode = 'PM003', message = 'The execution was reviewed with this outcome already.';
    end if;
    update prompt_executions e set review_outcome = new_outcome
    where e.id = found_row.id and e.started_at = found_row.started_at;
    insert into execution_payloads as p (id, started_at, review_note, reviewed_by, reviewed_at)
    values (found_row.id, found_row.started_at, note, session_user, clock_timestamp())
    on conflict on constraint execution_payloads_pkey
    do update set review_note = excluded.review_note, reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at;
    if found_row.recorded_in < marked then
        update execution_rollups r
        set approved = r.approved + (new_outcome is not distinct from 'approved')::integer
                         - (found_row.review_outcome is not distinct from 'approved')::integer,
            rejected = r.rejected + (new_outcome is not distinct from 'rejected')::integer
                         - (found_row.review_outcome is not distinct from 'rejected')::integer
        where r.period in ('hour', 'day', 'month')
          and r.starts_at = date_trunc(r.period, found_row.started_at, 'UTC')
          and (r.template_id, r.number) in ((found_row.template_id, found_row.number), (found_row.template_id, 0), (0::bigint, 0))
          and (r.environment, r.experiment, r.variant, r.model)
              = (found_row.environment, coalesce(found_row.experiment, ''), coalesce(found_row.variant, ''),
                 coalesce(found_row.model, ''));
    end if;
    insert into execution_changes (action, template_id, number, details)
    values ('reviewed', found_row.template_id, found_row.number,
            jsonb_build_object('execution', found_row.id, 'outcome', coalesce(new_outcome, ''),
                               'before', coalesce(found_row.review_outcome, ''), 'note', note));
    perform nextval('execution_pulse');
end
$$;
