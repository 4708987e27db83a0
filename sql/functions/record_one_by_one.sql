-- record_one_by_one(batch json, what text, problem text): (recorded bigint, known bigint, refused json)
-- Purpose: what record_executions() and record_prompt_loads() do with a batch in which some value is not of its type: gives
--   them its elements one by one, so that only the wrong ones are refused.
-- Parameters: what, 'executions' or 'prompt_loads'; problem, why the batch could not be taken. Of a single element that is said
--   with the member that has the problem, which shows when its members are read one by one.
drop function if exists promptuary.record_one_by_one(json, text, text); -- for the name of a parameter
create or replace function promptuary.record_one_by_one(batch json, what text, problem text)
returns table (recorded bigint, known bigint, refused json)
language plpgsql set search_path = promptuary, pg_temp as $$
declare
    one record;
    outcome json;
    all_refused json[] := '{}';
begin
    recorded := 0;
    known := 0;
    if json_array_length(batch) = 1 then
        refused := json_build_array(json_build_object('line', 1, 'reason', member_problem(batch, what, problem)));
        return next;
        return;
    end if;
    for one in select e.value, e.ordinality as line from json_array_elements(batch) with ordinality e loop
        execute format('select to_json(r) from promptuary.%I($1) r', 'record_' || what)
        into outcome using json_build_array(one.value);
        recorded := recorded + (outcome ->> 'recorded')::bigint;
        known := known + coalesce((outcome ->> 'known')::bigint, 0);
        if json_array_length(outcome -> 'refused') > 0 then
            all_refused := all_refused
                           || json_build_object('line', one.line, 'reason', outcome -> 'refused' -> 0 ->> 'reason');
        end if;
    end loop;
    refused := to_json(all_refused);
    return next;
end
$$;
