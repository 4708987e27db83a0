-- check_messages(messages jsonb): void
-- Purpose: refuses messages that are not an array of {"role": …, "content": …} with known roles. A
--   placeholder stands for messages that the agent puts there, such as a history; its content is their name.
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
                 when m.value ->> 'role' not in ('system', 'developer', 'user', 'assistant', 'tool', 'placeholder')
                     then array['.role', format('“%s” is not a role.', left(m.value ->> 'role', 64))]
                 when jsonb_typeof(m.value -> 'content') is distinct from 'string'
                     then array['.content', 'The message has no content, or one that is not text.']
                 when (m.value - 'role' - 'content') <> '{}'
                     then array['.' || (select k from jsonb_object_keys(m.value - 'role' - 'content') k limit 1),
                                'A message holds a role and a content, nothing else.']
                 when m.value ->> 'role' = 'placeholder' and m.value ->> 'content' !~ '^[^\s{}[:cntrl:]]{1,200}$'
                     then array['.content', 'A placeholder''s content is the name of what takes its place, one word.']
             end) as c (fault),
             lateral (select c.fault[1], c.fault[2]) as f (member, problem)
        where c.fault is not null
        order by m.position
        limit 1;
    end if;
    if problem is not null then
        raise exception using errcode = 'PM005', message = problem, detail = place,
            hint = case when place like '%.role' then 'Roles are system, developer, user, assistant, tool and placeholder.'
                        else 'Give messages as [{"role": "system", "content": "…"}, {"role": "user", "content": "…"}].' end;
    end if;
end
$$;
