-- merge_counts(one jsonb, other jsonb): jsonb
-- Purpose: adds two objects of counts by name.
create or replace function promptuary.merge_counts(one jsonb, other jsonb) returns jsonb
language sql immutable parallel safe set search_path = promptuary, pg_temp as $$
    select case when one = '{}' then other when other = '{}' then one
                else (select jsonb_object_agg(name, times)
                      from (select c.key as name, sum(c.value::bigint) as times
                            from (select * from jsonb_each_text(one) union all select * from jsonb_each_text(other)) c
                            group by c.key) merged) end
$$;
