-- my_rights(): (can_view, can_edit, can_publish, can_administer boolean, role_name text)
-- Purpose: lets a program show only what will work. It guards nothing: each function's own grant does.
-- Returns: one row for the current role; role_name is the name the audit trail records.
create or replace function promptuary.my_rights()
returns table (can_view boolean, can_edit boolean, can_publish boolean, can_administer boolean, role_name text)
language sql stable set search_path = promptuary, pg_temp as $$
    select has_table_privilege('promptuary.prompt_versions', 'select'),
           has_function_privilege('promptuary.save_version(bigint, integer, integer, jsonb, text, jsonb, json, text)', 'execute'),
           has_function_privilege('promptuary.activate_version(bigint, integer, text, text, integer)', 'execute'),
           pg_has_role('promptuary_admin', 'usage')
               or pg_has_role((select n.nspowner from pg_namespace n where n.nspname = 'promptuary'), 'usage'),
           session_user::text
$$;
