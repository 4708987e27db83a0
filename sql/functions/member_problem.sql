-- member_problem(batch json, what text, problem text): text
-- Purpose: the problem of a batch of one element, after the name of the member that has it where one can be found.
-- Parameters: as record_one_by_one() has them.
create or replace function promptuary.member_problem(batch json, what text, problem text) returns text
language plpgsql stable set search_path = promptuary, pg_temp as $$
declare
    member record;
    wrong text;
begin
    if json_typeof(batch -> 0) <> 'object' then
        return 'it is no JSON object';
    end if;
    for member in select m.key, m.value from json_each(batch -> 0) m loop
        begin
            execute format('select count(c.reason) from promptuary.%I($1) c', 'checked_' || what)
            using json_build_array(json_build_object(member.key, member.value));
        exception when data_exception then
            get stacked diagnostics wrong = message_text;
            return format('%s: %s', member.key, wrong);
        end;
    end loop;
    return problem;
exception when data_exception then -- not even its members can be read
    get stacked diagnostics wrong = pg_exception_detail;
    return concat_ws(': ', problem, nullif(wrong, ''));
end
$$;
