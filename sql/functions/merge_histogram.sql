-- merge_histogram(entries bigint[]): bigint[]
-- Purpose: adds up histograms that were put behind each other; see execution_rollups.latency_histogram for their form.
create or replace function promptuary.merge_histogram(entries bigint[]) returns bigint[]
language sql immutable parallel safe set search_path = promptuary, pg_temp as $$
    select coalesce(array_agg((bucket << 32) | times order by bucket), '{}')
    from (select entry >> 32 as bucket, sum(entry & 4294967295)::bigint as times
          from unnest(entries) entry group by 1) merged
$$;
