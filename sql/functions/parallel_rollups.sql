-- parallel_rollups(kind anyelement, since bigint, until bigint): setof anyelement
-- Purpose: measured_rollups() of all templates, by two processes, each with half of the templates: a template is whole in one
--   of them. Hours of all together come from each for its own half.
-- Method: "return query" is what lets a function use parallel workers, and the planner, once told that they cost nothing, has
--   each part made by another. Where the server gives none, the two are made one after the other.
create or replace function promptuary.parallel_rollups(kind anyelement, since bigint, until bigint) returns setof anyelement
language plpgsql set search_path = promptuary, pg_temp set parallel_setup_cost = 0 set parallel_tuple_cost = 0 as $$
begin
    return query select * from measured_rollups(kind, since, until, 0, 2)
                 union all select * from measured_rollups(kind, since, until, 1, 2);
end
$$;
