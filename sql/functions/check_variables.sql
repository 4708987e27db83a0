-- check_variables(variables jsonb): void
-- Purpose: refuses declared variables that are not an array of
--   {"name": …, "type": …, "required": …, "default": …, "description": …} with names that differ; name is required.
-- Errors: PM005 with the JSON path of the first fault as DETAIL.
create or replace function promptuary.check_variables(variables jsonb) returns void
language plpgsql immutable set search_path = promptuary, pg_temp as $$
declare
    variable jsonb;
    names text[] := '{}';
    type_name text;
    default_type text;
    i integer := 0;
    member text := '';
    problem text;
begin
    if variables is null or jsonb_typeof(variables) <> 'array' then
        raise exception using errcode = 'PM005', message = 'The variables are not a JSON array.', detail = 'variables',
            hint = 'Give variables as [{"name": "topic", "type": "string", "required": true}], or [] for none.';
    end if;
    for variable in select v.value from jsonb_array_elements(variables) v loop
        type_name := coalesce(variable ->> 'type', 'string');
        default_type := jsonb_typeof(variable -> 'default');
        if jsonb_typeof(variable) <> 'object' then
            member := ''; problem := 'The variable is not a JSON object.';
        elsif jsonb_typeof(variable -> 'name') is distinct from 'string'
              or variable ->> 'name' !~ '^[^\s{}[:cntrl:]]{1,200}$' then
            member := '.name'; problem := 'A variable''s name is one word without braces.';
        elsif variable ->> 'name' = any (names) then
            member := '.name'; problem := format('The variable “%s” is declared twice.', variable ->> 'name');
        elsif type_name not in ('string', 'number', 'integer', 'boolean', 'array', 'object') then
            member := '.type'; problem := format('“%s” is not a type of variable.', type_name);
        elsif jsonb_typeof(variable -> 'required') <> 'boolean' then
            member := '.required'; problem := 'Whether a variable is required is true or false.';
        elsif jsonb_typeof(variable -> 'description') <> 'string' then
            member := '.description'; problem := 'A variable''s description is text.';
        elsif default_type <> 'null' and default_type <> (case type_name when 'integer' then 'number' else type_name end)
              or type_name = 'integer' and default_type = 'number'
                 and (variable ->> 'default')::numeric <> trunc((variable ->> 'default')::numeric) then
            member := '.default';
            problem := format('The default of “%s” is not of its type, %s.', variable ->> 'name', type_name);
        elsif variable - array['name', 'type', 'required', 'default', 'description'] <> '{}' then
            member := '.' || (select k from jsonb_object_keys(
                variable - array['name', 'type', 'required', 'default', 'description']) k limit 1);
            problem := 'A variable has a name, a type, required, a default and a description, nothing else.';
        end if;
        if problem is not null then
            raise exception using errcode = 'PM005', message = problem, detail = format('variables[%s]%s', i, member),
                hint = 'Types are string, number, integer, boolean, array and object.';
        end if;
        names := names || (variable ->> 'name');
        i := i + 1;
    end loop;
end
$$;
