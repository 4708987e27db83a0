-- check_messages(messages jsonb): void
-- Purpose: refuses messages that are not an array of at least one {"role": …, "content": …}.
-- Errors: PM005 with the JSON path of the first fault as DETAIL.
create or replace function promptuary.check_messages(messages jsonb) returns void
language plpgsql immutable set search_path = promptuary, pg_temp as $$
declare
    place text;
    problem text;
begin
    if messages is null or jsonb_typeof(messages) <> 'array' then
        place := 'messages'; problem := 'The messages are not a JSON array.';
    elsif jsonb_array_length(messages) = 0 then
        place := 'messages'; problem := 'A version needs at least one message.';
    else
        select 'messages[' || (m.position - 1) || ']' || f.member, f.problem into place, problem
        from jsonb_array_elements(messages) with ordinality as m (value, position),
             lateral (select case
                 when jsonb_typeof(m.value) <> 'object' then array['', 'The message is not a JSON object.']
                 when jsonb_typeof(m.value -> 'role') is distinct from 'string'
                     then array['.role', 'The message has no role, or one that is not text.']
                 when m.value ->> 'role' !~ '^[^\s[:cntrl:]]{1,64}$'
                     then array['.role', 'A role is one word, such as system or user.']
                 when jsonb_typeof(m.value -> 'content') is distinct from 'string'
                     then array['.content', 'The message has no content, or one that is not text.']
                 when (m.value - 'role' - 'content') <> '{}'
                     then array['.' || (select k from jsonb_object_keys(m.value - 'role' - 'content') k limit 1),
                                'A message holds a role and a content, nothing else.']
             end) as c (fault),
             lateral (select c.fault[1], c.fault[2]) as f (member, problem)
        where c.fault is not null
        order by m.position
        limit 1;
    end if;
    if problem is not null then
        raise exception using errcode = 'PM005', message = problem, detail = place,
            hint = 'Give messages as [{"role": "system", "content": "…"}, {"role": "user", "content": "…"}].';
    end if;
end
$$;
