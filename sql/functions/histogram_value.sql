-- histogram_value(bucket bigint): double precision
-- Purpose: the value a bucket stands for, within 1 % of each that is in it; see execution_rollups.latency_histogram.
create or replace function promptuary.histogram_value(bucket bigint) returns double precision
language sql immutable strict parallel safe set search_path = promptuary, pg_temp as $$
    select case when bucket > -32768 then 2 * (1.01::float8 / 0.99) ^ bucket / (1.01::float8 / 0.99 + 1) else 0 end
$$;
