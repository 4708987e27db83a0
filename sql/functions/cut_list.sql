-- cut_list(list jsonb, bytes integer): jsonb
-- Purpose: the first members of a list that have at most so many bytes together, written as JSON in UTF-8.
create or replace function promptuary.cut_list(list jsonb, bytes integer) returns jsonb
language sql immutable strict set search_path = promptuary, pg_temp as $$
    select coalesce(jsonb_agg(m.value order by m.place) filter (where m.bytes <= cut_list.bytes), '[]')
    from (select e.value, e.place, sum(octet_length(e.value::text) + 2) over (order by e.place) as bytes -- two brackets, commas and spaces
          from jsonb_array_elements(list) with ordinality e (value, place)) m
$$;
