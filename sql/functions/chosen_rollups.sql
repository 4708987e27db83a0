-- chosen_rollups(periods text[], begins timestamptz[], ends timestamptz[], finest text, histogram text, template_ids bigint[],
--                numbers integer[], environment text, model text): see the returned table
-- Purpose: the rollups that hold the figures of a choice with the fewest rows: those of versions, of templates, or of all
--   together.
-- Parameters: periods, begins and ends, the slices as execution_slices() cuts them; finest, what of the choice is told apart:
--   version, template, or nothing (total); histogram, the one that is wanted: latency, cost, confidence, or null, since they are
--   most of a rollup; the others choose, null for all.
-- Method: one plan for the session, which goes to each slice by the index that has its rows. Planned anew with the caller's
--   conditions, a question about one template would take longer to plan than to answer.
create or replace function promptuary.chosen_rollups(periods text[], begins timestamptz[], ends timestamptz[], finest text,
    histogram text, template_ids bigint[], numbers integer[], environment text, model text)
returns table (starts_at timestamptz, template_id bigint, number integer, place text, model_name text, executions bigint,
               successes bigint, errors jsonb, input_tokens bigint, cached_input_tokens bigint, output_tokens bigint,
               priced bigint, cost_usd numeric, cost_squares double precision, timed bigint, latency_us bigint,
               latency_squares double precision, scored bigint, confidence numeric, confidence_squares double precision,
               needs_review bigint, approved bigint, rejected bigint, violations bigint, guarded bigint,
               input_counted bigint, input_squares double precision, output_counted bigint,
               output_squares double precision, buckets bigint[])
language plpgsql stable set search_path = promptuary, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
    rows 100 as $$
#variable_conflict use_column
declare
    -- All together are kept as template 0.
    chosen bigint[] := case when template_ids is null and numbers is null and finest = 'total' then '{0}' else template_ids end;
    versions boolean := finest = 'version' or numbers is not null;
    lowest integer := versions::integer; -- templates together are kept as version 0
    highest integer := case when versions then 2147483647 else 0 end;
begin
    if chosen is not null then
        return query
        select r.starts_at, r.template_id, r.number, r.environment, r.model, r.executions, r.successes, r.errors, r.input_tokens,
               r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd, r.cost_squares, r.timed, r.latency_us,
               r.latency_squares, r.scored, r.confidence, r.confidence_squares, r.needs_review, r.approved, r.rejected,
               r.violations, r.guarded, r.input_counted, r.input_squares, r.output_counted, r.output_squares,
               case histogram when 'latency' then r.latency_histogram when 'cost' then r.cost_histogram
                              when 'confidence' then r.confidence_histogram end
        from unnest(periods, begins, ends) s (period, starts_at, ends_at)
             join execution_rollups r on r.period = s.period and r.starts_at >= s.starts_at and r.starts_at < s.ends_at
        where r.template_id = any (chosen) and r.number between lowest and highest and (template_ids is null or r.template_id > 0)
          and (chosen_rollups.numbers is null or r.number = any (chosen_rollups.numbers))
          and (chosen_rollups.environment is null or r.environment = chosen_rollups.environment)
          and (chosen_rollups.model is null or r.model = chosen_rollups.model);
    elsif versions then
        return query
        select r.starts_at, r.template_id, r.number, r.environment, r.model, r.executions, r.successes, r.errors, r.input_tokens,
               r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd, r.cost_squares, r.timed, r.latency_us,
               r.latency_squares, r.scored, r.confidence, r.confidence_squares, r.needs_review, r.approved, r.rejected,
               r.violations, r.guarded, r.input_counted, r.input_squares, r.output_counted, r.output_squares,
               case histogram when 'latency' then r.latency_histogram when 'cost' then r.cost_histogram
                              when 'confidence' then r.confidence_histogram end
        from unnest(periods, begins, ends) s (period, starts_at, ends_at)
             join execution_rollups r on r.period = s.period and r.starts_at >= s.starts_at and r.starts_at < s.ends_at
        where r.number > 0
          and (chosen_rollups.numbers is null or r.number = any (chosen_rollups.numbers))
          and (chosen_rollups.environment is null or r.environment = chosen_rollups.environment)
          and (chosen_rollups.model is null or r.model = chosen_rollups.model);
    else
        return query
        select r.starts_at, r.template_id, r.number, r.environment, r.model, r.executions, r.successes, r.errors, r.input_tokens,
               r.cached_input_tokens, r.output_tokens, r.priced, r.cost_usd, r.cost_squares, r.timed, r.latency_us,
               r.latency_squares, r.scored, r.confidence, r.confidence_squares, r.needs_review, r.approved, r.rejected,
               r.violations, r.guarded, r.input_counted, r.input_squares, r.output_counted, r.output_squares,
               case histogram when 'latency' then r.latency_histogram when 'cost' then r.cost_histogram
                              when 'confidence' then r.confidence_histogram end
        from unnest(periods, begins, ends) s (period, starts_at, ends_at)
             join execution_rollups r on r.period = s.period and r.starts_at >= s.starts_at and r.starts_at < s.ends_at
        where r.template_id > 0 and r.number = 0
          and (chosen_rollups.environment is null or r.environment = chosen_rollups.environment)
          and (chosen_rollups.model is null or r.model = chosen_rollups.model);
    end if;
end
$$;
