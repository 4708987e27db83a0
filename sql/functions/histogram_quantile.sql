-- histogram_quantile(histogram bigint[], share double precision): double precision
-- Purpose: the smallest value that at least this share of all do not exceed, within 1 %; see
--   execution_rollups.latency_histogram. Null for an empty histogram.
create or replace function promptuary.histogram_quantile(histogram bigint[], share double precision)
returns double precision
language sql immutable parallel safe set search_path = promptuary, pg_temp as $$
    select histogram_value(c.bucket)
    from (select h >> 32 as bucket, sum(h & 4294967295) over (order by h >> 32) as cumulated,
                 sum(h & 4294967295) over () as total
          from unnest(histogram) h) c
    where c.cumulated >= ceil(c.total * share)
    order by c.bucket
    limit 1
$$;
